import type { FloatTensor } from "./weights.ts";

/** Turns convolution filters from TensorFlow's [height, width, in, out] into ONNX's [out, in, height, width]. */
export function toFilters({ shape, values }: FloatTensor): FloatTensor {
  const [height = 1, width = 1, channelsIn = 1, channelsOut = 1] = shape;
  const area = height * width;
  const filters = new Float32Array(values.length);
  let source = 0;
  for (let position = 0; position < area; position++) {
    for (let input = 0; input < channelsIn; input++) {
      for (let output = 0; output < channelsOut; output++) {
        filters[(output * channelsIn + input) * area + position] = values[source++] ?? 0;
      }
    }
  }
  return { shape: [channelsOut, channelsIn, height, width], values: filters };
}

/** Turns depthwise filters from TensorFlow's [height, width, channels, 1] into ONNX's [channels, 1, height, width]. */
export function toDepthwiseFilters(tensor: FloatTensor): FloatTensor {
  const [height = 1, width = 1, channels = 1] = tensor.shape;
  return { shape: [channels, 1, height, width], values: toFilters(tensor).values };
}

/** Multiplies every output channel of ONNX filters with its factor, which folds a following scale into the convolution. */
export function toScaledFilters({ shape, values }: FloatTensor, factors: Float32Array): FloatTensor {
  const valuesPerOutput = values.length / factors.length;
  const scaled = new Float32Array(values.length);
  let index = 0;
  for (const factor of factors) {
    const end = index + valuesPerOutput;
    for (; index < end; index++) scaled[index] = (values[index] ?? 0) * factor;
  }
  return { shape, values: scaled };
}
