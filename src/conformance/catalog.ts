import { listRefusedCases, refusedQuestions } from "./apptenticate/access.ts";
import {
  listLivenessCases as listSelfieCases,
  livenessQuestions as selfieQuestions,
} from "./apptenticate/liveness.ts";
import { listTokenCases, tokenQuestions } from "./apptenticate/tokens.ts";
import type { EditionCases } from "./case.ts";
import { accessQuestions, listAccessCases } from "./didit/access.ts";
import { accountQuestions, listAccountCases } from "./didit/accounts.ts";
import { type DiditEdition, edition2025, edition2026 } from "./didit/editions.ts";
import { listMatchCases, matchQuestions } from "./didit/face-match.ts";
import { listLivenessCases, livenessQuestions } from "./didit/liveness.ts";
import { listNeighbourCases, neighbourQuestions } from "./didit/neighbours.ts";
import { listValidationCases, validationQuestions } from "./didit/validation.ts";
import type { Question } from "./question.ts";

/** Every request of the contract. The editions of a provider share them, so that one run judges all of them. */
export const questions: readonly Question[] = [
  ...accessQuestions,
  ...validationQuestions,
  ...livenessQuestions,
  ...matchQuestions,
  ...neighbourQuestions,
  ...accountQuestions,
  ...tokenQuestions,
  ...refusedQuestions,
  ...selfieQuestions,
];

/** Every statement about their answers, by edition. */
export const editions: readonly EditionCases[] = [
  ...[edition2025, edition2026].map(toDiditCases),
  {
    provider: "apptenticate",
    edition: "3.2",
    cases: [...listTokenCases(), ...listRefusedCases(), ...listSelfieCases()],
  },
];

function toDiditCases(edition: DiditEdition): EditionCases {
  return {
    provider: "didit",
    edition: edition.name,
    cases: [
      ...listAccessCases(edition),
      ...listValidationCases(edition),
      ...listLivenessCases(edition),
      ...listMatchCases(edition),
      ...listNeighbourCases(edition),
      ...listAccountCases(),
    ],
  };
}
