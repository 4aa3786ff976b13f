import * as z from 'zod/mini';
import { postedSchema, readySchema, revisionSchema } from '../webview/protocol.ts';

/** How an outcome looks: its colour, and nothing that is not in words beside it. */
const tones = ['good', 'changed', 'neutral', 'skipped', 'unsure', 'bad', 'underWay', 'waiting'] as const;

/** What can be done about one row. */
const rowActionSchema = z.enum(['signIn', 'plan', 'edit', 'showInFile']);
export type RowAction = z.infer<typeof rowActionSchema>;

/** How all of it can be kept as a file. */
export const saveActions = ['saveMarkdown', 'saveJson'] as const;
export type SaveAction = (typeof saveActions)[number];

/** What can be done with all of it. */
const pageActionSchema = z.enum([
  'cancel',
  'continue',
  'tryAgain',
  'undo',
  'plan',
  'checkAgain',
  ...saveActions,
]);
export type PageAction = z.infer<typeof pageActionSchema>;

/** What is for the source of the results to do. */
export type SourceAction = Exclude<PageAction, SaveAction>;

export function isSaveAction(action: PageAction): action is SaveAction {
  return action === 'saveMarkdown' || action === 'saveJson';
}

/** One trunk on one PBX, and what came of it; both names may be blank for what concerns more. */
const rowSchema = z.strictObject({
  pbx: z.string(),
  trunkname: z.string(),
  /** One of the groups. */
  outcome: z.string(),
  errno: z.optional(z.string()),
  message: z.optional(z.string()),
  /** Where in which file it stands, such as `hq.trunks.yaml:3`. */
  place: z.optional(z.string()),
  milliseconds: z.optional(z.number()),
});
export type Row = z.infer<typeof rowSchema>;

/** The rows with the same outcome. */
const groupSchema = z.strictObject({
  outcome: z.string(),
  /** The outcome in words, such as `added`. */
  label: z.string(),
  tone: z.enum(tones),
  count: z.int(),
});
export type Group = z.infer<typeof groupSchema>;

/** Something that needs attention: a row, or several alike of which this is the first. */
const attentionSchema = z.strictObject({
  row: z.int(),
  /** How many more are alike. */
  more: z.int(),
  actions: z.array(rowActionSchema),
});
export type Attention = z.infer<typeof attentionSchema>;

/** What the rows are: the page has the words for them. */
const rowKindSchema = z.enum(['trunks', 'differences']);
export type RowKind = z.infer<typeof rowKindSchema>;

const resultsSchema = z.strictObject({
  /** What it is, and in a sentence what came of it. */
  title: z.string(),
  headline: z.string(),
  /** When it was, and what it was about. */
  facts: z.array(z.string()),
  /** In the order of the bar. */
  groups: z.array(groupSchema),
  rowKind: rowKindSchema,
  rows: z.array(rowSchema),
  /** The worst first. */
  attention: z.array(attentionSchema),
  /** How many more rows need attention than those that are listed. */
  attentionLeft: z.int(),
  /** Whether a row that names no place can be shown in its file, too. */
  inFiles: z.boolean(),
  /** Only while it goes on. */
  live: z.optional(z.strictObject({ isStopping: z.boolean() })),
});
export type Results = z.infer<typeof resultsSchema>;

/** Whether a row can be shown in the file that it comes from. */
export function isInFile({ inFiles }: Pick<Results, 'inFiles'>, { place }: Pick<Row, 'place'>): boolean {
  return inFiles || place !== undefined;
}

/** All there is to show. No secret has a place in it. */
const resultsStateSchema = z.strictObject({
  /** What the page is about. The page keeps it, so that the results are found again after a window reload. */
  about: z.string(),
  results: z.optional(resultsSchema),
  /** Why there are none. */
  problem: z.optional(z.string()),
  actions: z.array(pageActionSchema),
  /** In place of all rows, those that are others than in the last state that was posted. */
  changedRows: z.optional(z.array(z.strictObject({ row: z.int().check(z.nonnegative()), now: rowSchema }))),
});
export type ResultsState = z.infer<typeof resultsStateSchema>;

/** What the host posts to the page. */
export const toResultsPageSchema = postedSchema(resultsStateSchema);

/** What the page tells the host. The host trusts none of it before this schema has read it. */
export const toResultsHostSchema = z.discriminatedUnion('type', [
  readySchema,
  z.strictObject({
    type: z.literal('actOnRow'),
    revision: revisionSchema,
    action: rowActionSchema,
    /** Its place among the rows that were posted. */
    row: z.int().check(z.nonnegative()),
  }),
  z.strictObject({ type: z.literal('act'), revision: revisionSchema, action: pageActionSchema }),
]);
export type ToResultsHost = z.infer<typeof toResultsHostSchema>;
