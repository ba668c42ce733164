import type { InferenceSession } from "onnxruntime-common";

/** Native code for this platform, or WebAssembly, which runs everywhere at about a fifth of the speed. */
export type RuntimeName = "node" | "web";

/** A way to run ONNX models. */
export type Runtime = {
  /** Package and version. */
  readonly version: string;
  /** Loads a model of one picture in and one float32 tensor out; one thread unless told. Throws when the model is not valid. */
  loadNetwork(model: Uint8Array, threads?: number): Promise<Network>;
};

/** One loaded network. */
export type Network = {
  /** Runs the network on a square picture of `sidePx` in CHW order. */
  run(picture: Float32Array, sidePx: number): Promise<Float32Array>;
  close(): Promise<void>;
};

/** Imports the package of a runtime; rejects when the package or its binary is not installed. */
export type RuntimeImports = Readonly<Record<RuntimeName, () => Promise<OnnxPackage>>>;

type OnnxPackage = Pick<typeof import("onnxruntime-common"), "InferenceSession" | "Tensor" | "env">;

// Neither package tells its types to every resolver; both give what onnxruntime-common declares.
const importPackage = (name: string): Promise<OnnxPackage> => import(name);

/** The runtimes as they are installed. */
export const installedPackages: RuntimeImports = {
  node: () => importPackage("onnxruntime-node"),
  web: () => importPackage("onnxruntime-web"),
};

/** How a runtime is chosen and set up. */
export type RuntimeOptions = {
  /**
   * Threads of the native runtime for the detector, 1 unless told and never more than there are processors. The small
   * networks always have one: waking a second thread takes longer than they do.
   */
  readonly threads?: number;
  /** Without it the native runtime is taken where its binary is installed, and WebAssembly elsewhere. */
  readonly runtime?: RuntimeName;
  /** Hears in one sentence that the slower runtime had to be taken. */
  readonly onNotice?: (message: string) => void;
};

/** Loads the runtime that the options ask for; throws when it is not installed. */
export async function loadRuntime(
  options: RuntimeOptions,
  imports: RuntimeImports = installedPackages,
): Promise<Runtime> {
  const { runtime, onNotice } = options;
  if (runtime !== undefined) return createRuntime(await imports[runtime]());
  try {
    return createRuntime(await imports.node());
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    onNotice?.(`The networks run on WebAssembly, because onnxruntime-node cannot be loaded: ${reason}`);
    return createRuntime(await imports.web());
  }
}

function createRuntime(onnx: OnnxPackage): Runtime {
  const { env } = onnx;
  env.logLevel = "error";
  // Unless told, the WebAssembly package starts threads for half of the processors.
  env.wasm.numThreads = 1;
  const { node, web } = env.versions;
  return {
    version: node === undefined ? `onnxruntime-web ${web}` : `onnxruntime-node ${node}`,
    async loadNetwork(model, threads = 1) {
      return createNetwork(onnx, await onnx.InferenceSession.create(model, toSessionOptions(threads)));
    },
  };
}

function toSessionOptions(threads: number): InferenceSession.SessionOptions {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: "all",
    logSeverityLevel: 3,
  };
}

function createNetwork({ Tensor }: OnnxPackage, session: InferenceSession): Network {
  const [inputName = ""] = session.inputNames;
  const [outputName = ""] = session.outputNames;
  return {
    async run(picture, sidePx) {
      const input = new Tensor("float32", picture, [1, 3, sidePx, sidePx]);
      const answers = await session.run({ [inputName]: input });
      const values = answers[outputName]?.data;
      if (!(values instanceof Float32Array))
        throw new Error(`The network answered no floats as ${outputName}.`);
      return values;
    },
    close: () => session.release(),
  };
}
