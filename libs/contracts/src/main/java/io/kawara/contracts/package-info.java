/**
 * What travels between services: one record per topic, the topics' names and the headers' names.
 *
 * <p>Records check themselves when they are made, so nothing invalid can be written or read. JSON fields are only ever added, and readers
 * ignore those they do not know.
 */
package io.kawara.contracts;
