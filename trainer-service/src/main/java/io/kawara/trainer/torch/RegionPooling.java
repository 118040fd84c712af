package io.kawara.trainer.torch;

import io.kawara.trainer.graph.Graph;

/**
 * RoIAlign (He et al., Mask R-CNN, 2017) in TorchScript, with gradients to the map.
 *
 * <p>A bilinear sample is a weighted sum over rows and columns, so the mean over a part's grid of samples is too: {@code Y F X}, with a row of {@code Y} for
 * each vertical part of a box and a column of {@code X} for each horizontal one. Two matrix products then do what a loop over boxes, parts and samples does
 * in torchvision and ONNX Runtime.
 */
final class RegionPooling {
    /** What programs call; {@code weights} answers {@code [K, parts, extent]}: the share of each of a map's rows (or columns) in each part of the boxes. */
    static final String METHODS = """
          def weights(self: __torch__.Ops,
            start: Tensor,
            length: Tensor,
            parts: int,
            extent: int,
            ratio: int) -> Tensor:
            size = torch.reshape(torch.div(length, parts), [-1, 1, 1])
            if torch.gt(ratio, 0):
              count = torch.full_like(size, ratio)
            else:
              count = torch.ceil(size)
            most = torch.clamp_min(torch.max(count), 1)
            sample = torch.reshape(torch.arange(int(most)), [1, 1, -1])
            part = torch.reshape(torch.arange(parts), [1, -1, 1])
            within = torch.div(torch.add(sample, 0.5), torch.clamp_min(count, 1))
            at = torch.add(torch.reshape(start, [-1, 1, 1]), torch.mul(size, torch.add(within, part)))
            near = torch.logical_and(torch.ge(at, -1), torch.le(at, extent))
            counts = torch.logical_and(near, torch.lt(sample, count))
            place = torch.unsqueeze(torch.clamp(at, 0, torch.sub(extent, 1)), -1)
            share = torch.relu(torch.rsub(torch.abs(torch.sub(place, torch.arange(extent))), 1))
            shares = torch.mul(share, torch.unsqueeze(counts, -1))
            return torch.div(torch.sum(shares, [2]), torch.clamp_min(count, 1))
          def roi_align(self: __torch__.Ops,
            map: Tensor,
            boxes: Tensor,
            pages: Tensor,
            scale: float,
            height: int,
            width: int,
            ratio: int,
            shift: float,
            least: float) -> Tensor:
            n, c, h, w, = torch.size(map)
            scaled = torch.sub(torch.mul(boxes, scale), shift)
            left, top, right, bottom = torch.unbind(scaled, 1)
            y = (self).weights(top, torch.clamp_min(torch.sub(bottom, top), least), height, h, ratio)
            x = (self).weights(left, torch.clamp_min(torch.sub(right, left), least), width, w, ratio)
            own = torch.to(torch.eq(torch.unsqueeze(pages, 1), torch.arange(n)), 6)
            of_pages = torch.mul(torch.unsqueeze(x, 1), torch.reshape(own, [-1, n, 1, 1]))
            columns = torch.reshape(torch.permute(of_pages, [1, 3, 0, 2]), [torch.mul(n, w), -1])
            rows = torch.reshape(torch.permute(map, [1, 2, 0, 3]), [c, h, torch.mul(n, w)])
            slices = torch.reshape(torch.matmul(rows, columns), [c, h, -1, width])
            by_box = torch.reshape(torch.permute(slices, [2, 1, 0, 3]), [-1, h, torch.mul(c, width)])
            pooled = torch.reshape(torch.matmul(y, by_box), [-1, height, c, width])
            return torch.permute(pooled, [0, 2, 1, 3])
        """;

    static boolean isIn(Graph graph) {
        return graph.proto().getNodeList().stream()
                .anyMatch(node -> node.getOpType().equals("RoiAlign"));
    }

    static String roiAlign(Node node) {
        if (!node.text("mode", "avg").equals("avg")) {
            throw node.refuse("takes the greatest sample, not the mean");
        }
        boolean half = node.text("coordinate_transformation_mode", "half_pixel").equals("half_pixel");
        return "(self).roi_align(%s, %s, %s, %s, %d, %d, %d, %s, %s)"
                .formatted(
                        node.tensor(0),
                        node.tensor(1),
                        node.tensor(2),
                        Values.literal(node.real("spatial_scale", 1)),
                        node.integer("output_height", 1),
                        node.integer("output_width", 1),
                        node.integer("sampling_ratio", 0),
                        half ? "0.5" : "0.",
                        half ? "-3.4e38" : "1.");
    }

    private RegionPooling() {}
}
