import type { TSchema } from "typebox";
import type { DiditOptions } from "../../options.ts";
import { edition2025 } from "./edition-2025-05.ts";
import { edition2026 } from "./edition-2026-06.ts";
import type { Action, Feature, LogType, Risk } from "./risks.ts";

/** A face as both editions know it. */
export type Entity = {
  readonly age: number;
  readonly bbox: readonly number[];
  readonly confidence: number;
  readonly gender: string;
};

/** A found face as both editions know it. */
export type FoundFace = {
  readonly session_id: string;
  readonly session_number: number;
  readonly similarity_percentage: number;
  readonly source: string;
  readonly vendor_data: string | null;
  readonly verification_date: string;
  readonly status: string;
  readonly is_blocklisted: boolean;
  readonly api_service: null;
};

/** A warning as both editions know it; `pointer` leads to the record it is about. */
export type Warning = {
  readonly risk: Risk;
  readonly feature: Feature;
  readonly pointer: object | undefined;
  readonly texts: {
    readonly log_type: LogType;
    readonly short_description: string;
    readonly long_description: string;
  };
};

/** What the dated editions of the contract do differently. Chosen once per server. */
export type Edition = {
  readonly name: DiditOptions["contract"];
  readonly withoutKey: { readonly status: number; readonly detail: string };
  /** Whether thresholds are documented as whole numbers; others are taken all the same. */
  readonly hasWholeThresholds: boolean;
  /** Whether the score declines against the threshold, both 0..100. */
  readonly declinesLiveness: (score: number, threshold: number) => boolean;
  readonly declinesMatch: (score: number, threshold: number) => boolean;
  /** A similarity 0..100 as the face match reports it. */
  readonly toMatchScore: (score: number) => number;
  /** Risks reported when a face is missing, in the image or in the reference. */
  readonly toMissingFaceRisks: (missing: {
    readonly probe: boolean;
    readonly reference: boolean;
  }) => readonly Risk[];
  /** Score of a face match in which a face is missing. */
  readonly toMissingFaceScore: (isSaved: boolean) => number | null;
  /** What a risk with a configurable action does. */
  readonly toAction: (risk: Risk, options: DiditOptions) => Action;
  /** Whether quality and luminance are judged without being asked to. */
  readonly judgesQuality: boolean;
  readonly hasReviewStatus: boolean;
  /** Whether `vendor_data` and `metadata` are read and answered. */
  readonly echoes: boolean;
  readonly timeSuffix: "Z" | "+00:00";
  /** The face and the warning with this edition's keys in this edition's order. */
  readonly toEntity: (entity: Entity) => object;
  readonly toWarning: (warning: Warning) => object;
  readonly toFoundFace: (face: FoundFace) => object;
  /** Schemas of what the last three return, and of the face match's score. */
  readonly entitySchema: TSchema;
  readonly toWarningSchema: (feature: Feature) => TSchema;
  readonly foundFaceSchema: TSchema;
  readonly matchScoreSchema: TSchema;
};

/** The edition that the options name. */
export function toEdition({ contract }: DiditOptions): Edition {
  return contract === "2025-05" ? edition2025 : edition2026;
}

/** The editions, the one that is served by default first. */
export const editions = [edition2025.name, edition2026.name];
