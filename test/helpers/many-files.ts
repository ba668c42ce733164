/** So many scenario files of an ordinary size, one scenario each; the error makes two sets differ. */
export function createManyFiles(count: number, error = "forbidden"): Record<string, string> {
  const files = Array.from({ length: count }, (_, index) => [
    `case-${index}.yaml`,
    `description: the case of user ${index}
operation: didit.passive-liveness
when: { vendor_data: user-${index}, header: { x-test: "case-${index}*" } }
steps:
  - { outcome: { warnings: [LOW_LIVENESS_SCORE], score: 12, detection: skip }, times: 2 }
  - outcome: { error: ${error} }
after: real
`,
  ]);
  return Object.fromEntries(files);
}
