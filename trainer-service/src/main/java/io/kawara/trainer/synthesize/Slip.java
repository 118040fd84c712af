package io.kawara.trainer.synthesize;

import java.awt.image.BufferedImage;

/** A photographed slip and whose it is. */
public record Slip(String id, String merchant, BufferedImage photo) {}
