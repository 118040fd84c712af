/**
 * Runs Kawara on one machine: a broker, its topics and the services, each as a process.
 *
 * <p>{@code kawara} (the script) &rarr; {@code Kawara} (the commands) &rarr; {@code Stack} (the processes).
 */
package io.kawara.local;
