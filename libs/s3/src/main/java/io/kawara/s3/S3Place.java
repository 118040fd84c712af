package io.kawara.s3;

import com.github.davidmoten.aws.lw.client.Client;
import com.github.davidmoten.aws.lw.client.Credentials;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * {@code s3://BUCKET/PREFIX?endpoint=URL&region=NAME}. What it leaves out is in the environment, where Amazon's own tools look for it: {@code AWS_REGION},
 * {@code AWS_ENDPOINT_URL}; and so are the keys, {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY} and {@code AWS_SESSION_TOKEN}. System properties
 * such as {@code aws.accessKeyId} go before it.
 *
 * @param prefix in front of every name: empty, or it ends in a slash
 */
record S3Place(String bucket, String prefix, Optional<String> endpoint, String region) {
    private static final int CONNECT_SECONDS = 5;
    private static final int READ_SECONDS = 60;
    private static final int ATTEMPTS = 4;

    static S3Place parse(String written) {
        var place = URI.create(written);
        if (place.getHost() == null && place.getAuthority() == null) {
            throw new IllegalArgumentException("'" + written + "' names no bucket: expected s3://BUCKET/PREFIX");
        }
        var options = options(place.getRawQuery());
        String path = place.getPath() == null ? "" : place.getPath().replaceAll("^/+|/+$", "");
        return new S3Place(
                place.getAuthority(),
                path.isEmpty() ? "" : path + "/",
                Optional.ofNullable(options.get("endpoint")).or(() -> setting("aws.endpointUrl", "AWS_ENDPOINT_URL")),
                Optional.ofNullable(options.get("region"))
                        .or(() -> setting("aws.region", "AWS_REGION"))
                        .orElse("us-east-1"));
    }

    private static Map<String, String> options(String query) {
        var options = new HashMap<String, String>();
        if (query != null) {
            for (String option : query.split("&", -1)) {
                int equals = option.indexOf('=');
                if (equals < 0 || !option.substring(0, equals).matches("endpoint|region")) {
                    throw new IllegalArgumentException(
                            "a blob store in S3 has the options 'endpoint' and 'region', not '" + option + "'");
                }
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        return options;
    }

    private static Optional<String> setting(String property, String variable) {
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> !value.isBlank());
    }

    Client client() {
        var builder = Client.s3()
                .region(region)
                .credentials(credentials())
                .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .readTimeout(READ_SECONDS, TimeUnit.SECONDS)
                .retryMaxAttempts(ATTEMPTS);
        endpoint.ifPresent(url -> builder.baseUrlFactory((service, anyRegion) -> url.endsWith("/") ? url : url + "/"));
        return builder.build();
    }

    private static Credentials credentials() {
        String key = required("aws.accessKeyId", "AWS_ACCESS_KEY_ID");
        String secret = required("aws.secretAccessKey", "AWS_SECRET_ACCESS_KEY");
        return setting("aws.sessionToken", "AWS_SESSION_TOKEN")
                .map(token -> Credentials.of(key, secret, token))
                .orElseGet(() -> Credentials.of(key, secret));
    }

    private static String required(String property, String variable) {
        return setting(property, variable)
                .orElseThrow(() -> new IllegalArgumentException("the blob store lies in S3, and " + variable
                        + " is not set (nor the property " + property + ")"));
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
