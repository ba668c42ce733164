import type { FloatTensor } from "./weights.ts";

/** The name of a tensor that flows through a graph. */
export type Value = string;

/** Attributes of an operator as the networks need them: integers, lists of integers and words. */
export type Attributes = Readonly<Record<string, number | readonly number[] | string>>;

/** One operator of a graph with the names of the tensors that it reads and the one that it writes. */
export type GraphNode = {
  readonly operator: string;
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly attributes: Attributes;
};

/** A tensor that is part of the model. */
export type Constant = {
  readonly name: Value;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
};

/** A network of one float32 input and one float32 output; a side that is a word may have any length. */
export type Graph = {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
  readonly constants: readonly Constant[];
  readonly input: Signature;
  readonly output: Signature;
};

/** Name and shape of the input or output of a graph. */
export type Signature = { readonly name: Value; readonly shape: readonly (number | string)[] };

/** Collects the nodes and constants of one graph and hands out names for the values. */
export class GraphBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #constants: Constant[] = [];

  /** Adds an operator and returns the name of its output. */
  node(operator: string, inputs: readonly Value[], attributes: Attributes = {}): Value {
    const output = `value${this.#nodes.length}`;
    this.#nodes.push({ operator, inputs, output, attributes });
    return output;
  }

  /** Adds a tensor of weights and returns its name. */
  floats({ shape, values }: FloatTensor): Value {
    return this.#constant(shape, values);
  }

  /** Adds one float without dimensions and returns its name. */
  scalar(value: number): Value {
    return this.#constant([], Float32Array.of(value));
  }

  /** Adds a list of 64-bit integers and returns its name. */
  integers(values: readonly number[]): Value {
    return this.#constant([values.length], BigInt64Array.from(values, BigInt));
  }

  /** The graph so far, from `input` to `output`; the builder may be thrown away afterwards. */
  build(name: string, input: Signature, output: Signature): Graph {
    return { name, nodes: this.#nodes, constants: this.#constants, input, output };
  }

  #constant(shape: readonly number[], values: Constant["values"]): Value {
    const name = `constant${this.#constants.length}`;
    this.#constants.push({ name, shape, values });
    return name;
  }
}
