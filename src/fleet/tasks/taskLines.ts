import { fileURLToPath } from 'node:url';
import type { Position } from '../../core/trunkYaml/position.ts';
import type { Problem } from '../../core/trunkYaml/problem.ts';
import type { TrunkPlace } from '../files/wantedTrunks.ts';
import type { TrunkFiles } from '../ports.ts';

/** How a task ended, as the shell and other tasks see it: there was nothing to do, something was or is to be done, or it failed. */
export const exitCodes = { nothingToDo: 0, done: 1, trouble: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * Where a task writes while it runs. Expected to redact.
 * @param names what the line is about: each stays legible, though a secret be the same.
 */
export type TellLine = (line: string, names?: readonly string[]) => void;

/** A place in a file. */
export interface LinePlace {
  uri: string;
  start: Position;
}

/**
 * A line of the form `/srv/hq.trunks.yaml:4:16: error: words`, which the problem matcher `$pbx-trunks` in package.json reads.
 * Without a place it begins with the severity, without a severity it is no problem.
 */
export function placedLine(
  words: string,
  place: LinePlace | undefined,
  severity?: 'error' | 'warning',
): string {
  const at = place && `${pathOf(place.uri)}:${place.start.line + 1}:${place.start.character + 1}`;
  return [at, severity, words].filter((part) => part !== undefined).join(': ');
}

/** Writes such a line; what it is about, and the file's path, stays legible in it. */
export function tellPlaced(
  tell: TellLine,
  words: string,
  names: readonly string[],
  place: LinePlace | undefined,
  severity?: 'error' | 'warning',
): void {
  tell(placedLine(words, place, severity), place ? [...names, pathOf(place.uri)] : names);
}

/** Where a trunk begins in its file. */
export function beginOf(place: TrunkPlace | undefined): LinePlace | undefined {
  return place && { uri: place.uri, start: place.range.start };
}

/** The path of a file as a terminal shows it; the URI of one that is not on disk. */
export function pathOf(uri: string): string {
  return uri.startsWith('file:') ? fileURLToPath(uri) : uri;
}

/** The same trunk files, but what is wrong with them is written as lines; counts the errors. */
export function filesTelling(files: TrunkFiles, tell: TellLine): { files: TrunkFiles; errors: () => number } {
  let errors = 0;
  const tellOf = (uri: string, { severity, message, start }: Problem) => {
    if (severity === 'information') return;
    if (severity === 'error') errors += 1;
    tellPlaced(tell, message, [], { uri, start }, severity);
  };
  return {
    files: {
      read: (uri) => files.read(uri),
      pathOf: (uri) => files.pathOf(uri),
      showProblems: (uri, problems) => {
        for (const problem of problems) tellOf(uri, problem);
      },
    },
    errors: () => errors,
  };
}
