import { setImmediate } from 'node:timers/promises';
import type { Problem } from '../../core/trunkYaml/problem.ts';
import type { TrunkDocument, TrunkEntry, TrunkFile } from '../../core/trunkYaml/trunkFile.ts';

/** What a file consists of, in the order of the file: trunks follow their document. */
type Part = { document: Omit<TrunkDocument, 'trunks'> } | { trunk: TrunkEntry } | { problem: Problem };

/** How many parts are put together at once: a few milliseconds of work. */
const partsOfPiece = 250;

/** Takes a trunk file apart into pieces of JSON, as bytes: those can be handed over without being copied. */
export function piecesOf({ documents, problems }: TrunkFile): Uint8Array<ArrayBuffer>[] {
  const parts: Part[] = documents.flatMap(({ trunks, ...document }) => [
    { document },
    ...trunks.map((trunk) => ({ trunk })),
  ]);
  parts.push(...problems.map((problem) => ({ problem })));
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const encoder = new TextEncoder();
  for (let start = 0; start < parts.length; start += partsOfPiece) {
    pieces.push(encoder.encode(JSON.stringify(parts.slice(start, start + partsOfPiece))));
  }
  return pieces;
}

/** Puts the pieces together again, and lets the thread do something else after each. */
export async function fileOf(pieces: readonly Uint8Array[]): Promise<TrunkFile> {
  const decoder = new TextDecoder();
  const file: TrunkFile = { documents: [], problems: [] };
  for (const piece of pieces) {
    for (const part of JSON.parse(decoder.decode(piece)) as Part[]) {
      if ('trunk' in part) file.documents.at(-1)?.trunks.push(part.trunk);
      else if ('problem' in part) file.problems.push(part.problem);
      else file.documents.push({ ...part.document, trunks: [] });
    }
    await setImmediate();
  }
  return file;
}
