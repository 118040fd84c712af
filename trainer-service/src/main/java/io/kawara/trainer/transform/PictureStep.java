package io.kawara.trainer.transform;

import java.util.SplittableRandom;

/** Changes one picture. Stateless. */
public sealed interface PictureStep extends Step
        permits Resize,
                Reframe,
                RandomResizedCrop,
                HorizontalFlip,
                VerticalFlip,
                Rotate90,
                Rotate,
                ShiftScaleRotate,
                Tone,
                BrightnessContrast,
                Gamma,
                Hsv,
                ColourJitter,
                RandomGrey,
                PcaLighting,
                Solarize,
                ChannelShift,
                Cutout,
                RandomErasing,
                RandAugment,
                Policy {
    /**
     * The picture changed, whatever {@link #probability} is.
     *
     * @param model the size that the model sees, which steps that cut something out bring it to
     */
    Raster apply(Raster picture, Size model, SplittableRandom random);
}
