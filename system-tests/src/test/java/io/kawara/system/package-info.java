/** The packaged services as processes beside a real broker: what must be true of the whole, and the rules that hold it together. */
package io.kawara.system;
