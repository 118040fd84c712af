package io.kawara.trainer.recipe;

import io.kawara.trainer.torch.Precision;
import io.kawara.trainer.training.CheckpointEvery;
import java.util.List;

/**
 * How long, and against which targets.
 *
 * @param epochs how many times the training rows are gone through, as {@code sampling} says
 * @param batchSize rows that are computed at once
 * @param seed of everything that is drawn by chance: first weights, order, augmentation, dropout
 * @param labelSmoothing what the other labels share, in [0,1)
 * @param mixup alpha of Zhang et al., mixup, 2018; 0 for none
 * @param ema decay of the exponential moving average of the weights, which is what is kept then; 0 for none
 * @param swa averages the weights at the ends of the last epochs instead, e.g. {@code {start: 0.8}}
 * @param clip greatest norm of the gradient; 0 for any
 * @param checkpointEvery how much a killed training has to do again at most, e.g. {@code 5 min} or {@code 200 steps}
 * @param accumulate batches whose mean gradient a step follows, as if they were one
 * @param precision {@code bfloat16} computes convolutions and matrix products in 16 bits: much faster on a processor that
 *     has instructions for it (AVX512-BF16, AMX), slower on others
 * @param checkpointing segments of the network of which only the cuts between them are kept for the way back, and the rest
 *     is computed again (gradient checkpointing): less memory, more time; 1 keeps everything
 * @param replicas among which a batch's rows are dealt, each computed in a thread of its own, and whose gradients are averaged: on
 *     a processor often faster than one step in as many threads. Batch normalisation goes by a replica's rows; not with dropout
 * @param frozen beginnings of the names of weights that are not trained, such as {@code [conv1., layer1.]}; batch
 *     normalisation among them goes by its running statistics
 */
public record TrainKeys(
        int epochs,
        int batchSize,
        @Default("42") long seed,
        @Default("0") double labelSmoothing,
        @Default("0") double mixup,
        @Default("0") double ema,
        @Default("null") SwaKeys swa,
        @Default("0") double clip,
        @Default("5 min") String checkpointEvery,
        @Default("1") int accumulate,
        @Default("float32") Precision precision,
        @Default("1") int checkpointing,
        @Default("1") int replicas,
        @Default("[]") List<String> frozen) {
    public TrainKeys {
        CheckpointEvery.parse(checkpointEvery);
        if (epochs < 1 || batchSize < 1 || accumulate < 1 || checkpointing < 1 || replicas < 1) {
            throw new IllegalArgumentException(
                    "'train.epochs', 'train.batchSize', 'train.accumulate', 'train.checkpointing' and 'train.replicas' are at"
                            + " least 1");
        }
        if (ema > 0 && swa != null) {
            throw new IllegalArgumentException("'train.ema' and 'train.swa' are two means of the weights: give one");
        }
        if (!(labelSmoothing >= 0 && labelSmoothing < 1) || !(ema >= 0 && ema < 1) || mixup < 0 || clip < 0) {
            throw new IllegalArgumentException(
                    "'train.labelSmoothing' and 'train.ema' are in [0,1), 'train.mixup' and 'train.clip' at least 0");
        }
    }
}
