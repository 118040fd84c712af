/**
 * What models see on a page: pixels of tiles, crops and boxes in, found boxes and candidates out.
 *
 * <p>A page's picture &rarr; boxes &rarr; candidates. The services and the trainer look at pages through these classes alone, so that they see the same.
 */
package io.kawara.reading;
