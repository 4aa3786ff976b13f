export interface Failure {
  title: string;
  /** Nothing for what belongs to no file. */
  file?: string;
  isHook?: boolean;
}

export interface Results {
  passed: string[];
  failures: Failure[];
}

export function followResults(folder: string, suite: string): { end(problem?: string): Results };
export function mergeRuns(first: Results, second: Results): Results & { flaky: string[] };
export function seconds(ms: number): string;
