import type { Bomb } from "./bombs.ts";
import type { Caller, CallPictures, FormCall } from "./calls.ts";
import type { Picture } from "./pictures.ts";

/** What the cases of a run are made from; the same for every run. */
export type World = {
  readonly seed: string;
  readonly calls: readonly FormCall[];
  readonly faces: CallPictures;
  readonly pictures: readonly Picture[];
  readonly oddSizes: readonly Picture[];
  readonly bombs: readonly Bomb[];
};

/** Makes the case with a number for a caller. */
export type CaseContext = { readonly world: World; readonly caller: Caller; readonly number: number };
