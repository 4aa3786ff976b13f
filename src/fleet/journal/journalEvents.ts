import * as z from 'zod/mini';
import { outcomes } from '../../core/outcome.ts';

/** What was asked for, so that it can be asked for again. */
const request = z.strictObject({
  /** The trunk files. */
  uris: z.array(z.string()),
  /** The one document of the file that was meant. */
  document: z.optional(z.int()),
  /** The one PBX that was meant among those that the files name. */
  only: z.optional(z.string()),
  /** The PBXes that stood in place of what the files name. */
  pbx: z.optional(z.array(z.string())),
  /** The PBXes for documents that name none. */
  targets: z.optional(z.array(z.string())),
  update: z.boolean(),
});
export type RunRequest = z.infer<typeof request>;

const start = z.strictObject({
  event: z.literal('start'),
  action: z.enum(['provision', 'continue', 'undo']),
  at: z.iso.datetime(),
  /** How a person knows the files. */
  files: z.array(z.string()),
  /** How many trunks the run is about. */
  trunks: z.int(),
  /** Which box each name stood for. */
  pbxes: z.array(z.strictObject({ name: z.string(), url: z.string() })),
  request: z.optional(request),
  /** Who started it, as the system knows them. */
  user: z.optional(z.string()),
});

const outcome = z.strictObject({
  event: z.literal('outcome'),
  pbx: z.string(),
  trunkname: z.string(),
  outcome: z.enum(outcomes),
  errno: z.optional(z.string()),
  message: z.optional(z.string()),
  milliseconds: z.optional(z.number()),
});

const end = z.strictObject({ event: z.literal('end'), at: z.iso.datetime(), cancelled: z.boolean() });

/** One line of the journal. Strict, so that nothing else, such as a password, ever gets into the file. */
const journalEvent = z.discriminatedUnion('event', [start, outcome, end]);
export type JournalEvent = z.infer<typeof journalEvent>;
/** What a run is about, before its first event. */
export type RunStart = Omit<z.infer<typeof start>, 'event' | 'at'>;

/** One line, without its end. */
export function writeEvent(event: JournalEvent): string {
  return JSON.stringify(journalEvent.parse(event));
}

/** The events of a file. A line that was cut off by a crash, or that is not ours, is passed over. */
export function readEvents(text: string): JournalEvent[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [journalEvent.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}
