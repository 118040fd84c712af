/**
 * Makes labelled data where none may be shipped.
 *
 * <p>seed &rarr; {@link io.kawara.trainer.synthesize.SlipGenerator} &rarr; photographs of printed shop slips of invented merchants. The samples, the
 * starter models and the tests come from here.
 */
package io.kawara.trainer.synthesize;
