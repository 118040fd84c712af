/**
 * Runs Kawara on one machine: a broker, its topics and the services, each as a process.
 *
 * <p>{@code kawara} (the script) &rarr; {@link Kawara} (the commands) &rarr; {@link Stack} (the processes). Start reading at {@link Stack}.
 */
package io.kawara.local;
