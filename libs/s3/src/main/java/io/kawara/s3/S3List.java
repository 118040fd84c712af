package io.kawara.s3;

import com.github.davidmoten.aws.lw.client.xml.XmlElement;
import com.github.davidmoten.aws.lw.client.xml.XmlParseException;
import java.io.IOException;
import java.util.List;

/**
 * A page of a bucket's list, as {@code ListObjectsV2} answers it.
 *
 * @param next the token of the page that follows; null where this is the last
 */
record S3List(List<String> keys, String next) {
    static S3List parse(String xml) throws IOException {
        try {
            var list = XmlElement.parse(xml);
            var keys = list.childrenWithName("Contents").stream()
                    .map(entry -> entry.content("Key"))
                    .toList();
            var tokens = list.childrenWithName("NextContinuationToken");
            return new S3List(keys, tokens.isEmpty() ? null : tokens.get(0).content());
        } catch (XmlParseException e) {
            throw new IOException("a list of S3 cannot be read: " + e.getMessage(), e);
        }
    }
}
