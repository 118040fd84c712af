/**
 * What is made of the characters of a page, whoever found them: which of overlapping boxes stay, how votes become one character, in which order a page is read.
 *
 * <p>Boxes &rarr; {@link io.kawara.pages.ReadingOrder} &rarr; lines. Plain Java without models, so that the services and the trainer decide alike.
 */
package io.kawara.pages;
