import type { FoundProblem, Report } from './problem.ts';

/** Lets through the first problem of each field, and the first error: the rest usually follow from them. */
export class FieldProblems {
  readonly #report: Report;
  #fields: Set<string> | undefined;
  #errors: Set<string> | undefined;

  constructor(report: Report) {
    this.#report = report;
  }

  /** @returns false for a problem that was not let through. */
  add(field: string, problem: FoundProblem): boolean {
    this.#fields ??= new Set();
    const isError = problem.severity === 'error';
    // A warning must not hide what keeps the trunk from being sent.
    if (this.#errors?.has(field) || (this.#fields.has(field) && !isError)) return false;
    this.#fields.add(field);
    if (isError) (this.#errors ??= new Set()).add(field);
    this.#report(problem);
    return true;
  }

  /** Adds what is to be said beside a warning of the field, but not beside an error. */
  addBeside(field: string, problem: FoundProblem): boolean {
    if (this.#errors?.has(field)) return false;
    this.#report(problem);
    return true;
  }
}
