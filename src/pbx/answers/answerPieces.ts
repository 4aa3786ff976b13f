import { setImmediate } from 'node:timers/promises';
import type { AnswerData, AnswerKind, Reading } from './readAnswer.ts';

/** A reading as it goes from thread to thread: a list in pieces of JSON, whose bytes can be handed over without a copy. */
export interface ReadingInPieces {
  reading: Reading;
  pieces: Uint8Array<ArrayBuffer>[];
}

/** How many entries are put together at once: a few milliseconds of work. */
const entriesOfPiece = 500;

/** Takes the list of a reading apart. */
export function takenApart(reading: Reading): ReadingInPieces {
  const list = listOf(reading);
  if (!list) return { reading, pieces: [] };
  const encoder = new TextEncoder();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0; start < list.entries.length; start += entriesOfPiece) {
    pieces.push(encoder.encode(JSON.stringify(list.entries.slice(start, start + entriesOfPiece))));
  }
  return { reading: { data: { entries: [], doubt: list.doubt } }, pieces };
}

/** Puts the list together again, and lets the thread do something else after each piece. */
export async function putTogether<Kind extends AnswerKind>({
  reading,
  pieces,
}: ReadingInPieces): Promise<Reading<Kind>> {
  const list = listOf(reading);
  const decoder = new TextDecoder();
  for (const piece of pieces) {
    list?.entries.push(...(JSON.parse(decoder.decode(piece)) as []));
    await setImmediate();
  }
  return reading as Reading<Kind>;
}

type List = (AnswerData['trunks'] | AnswerData['statuses']) & { entries: unknown[] };

function listOf(reading: Reading): List | undefined {
  return 'data' in reading && reading.data && 'entries' in reading.data ? reading.data : undefined;
}
