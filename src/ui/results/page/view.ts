import * as z from 'zod/mini';
import type { Group, Row } from '../protocol.ts';

/** The columns, in their order. */
export const columns = ['outcome', 'trunkname', 'pbx', 'message', 'milliseconds'] as const;
export type Column = (typeof columns)[number];

/** How a person looks at the rows. The page keeps it. */
const viewSchema = z.object({
  sort: z.optional(z.object({ column: z.enum(columns), descending: z.boolean() })),
  /** The outcomes that are shown; all of them when it is empty. */
  outcomes: z.array(z.string()),
  /** The one PBX that is shown; all of them when it is blank. */
  pbx: z.string(),
  text: z.string(),
  /** How far the page is scrolled. */
  scrolled: z.number(),
});
export type View = z.infer<typeof viewSchema>;

/** What an earlier life of the page has kept, or everything in its own order. */
export function readView(kept: unknown): View {
  return viewSchema.safeParse(kept).data ?? { outcomes: [], pbx: '', text: '', scrolled: 0 };
}

/** True when some rows may be left out. */
export function isFiltered({ outcomes, pbx, text }: View): boolean {
  return outcomes.length > 0 || pbx !== '' || text.trim() !== '';
}

/** True when what becomes of a row decides whether and where it is shown. */
export function dependsOnOutcomes({ sort, outcomes, text }: View): boolean {
  return (
    outcomes.length > 0 ||
    text.trim() !== '' ||
    (sort && !['trunkname', 'pbx'].includes(sort.column)) === true
  );
}

/** Finds rows and brings them in order: each is read once, however often somebody types. */
export class RowFinder {
  readonly #rows: readonly Row[];
  #ranks: ReadonlyMap<string, number>;
  readonly #collator = new Intl.Collator(undefined, { numeric: true });
  #texts: string[] | undefined;

  constructor(rows: readonly Row[], groups: readonly Group[]) {
    this.#rows = rows;
    this.#ranks = ranksOf(groups);
  }

  /** Some of the rows are others now. */
  changed(places: readonly number[], groups: readonly Group[]): void {
    this.#ranks = ranksOf(groups);
    for (const place of places) {
      if (this.#texts) this.#texts[place] = textOf(this.#rows[place]);
    }
  }

  /** The places of the rows that are to be shown, in the order in which they are. */
  find({ sort, outcomes, pbx, text }: View): number[] {
    const wanted = new Set(outcomes);
    const words = text.trim().toLowerCase();
    const found: number[] = [];
    this.#rows.forEach((row, place) => {
      if (wanted.size > 0 && !wanted.has(row.outcome)) return;
      if (pbx !== '' && row.pbx !== pbx) return;
      if (words === '' || this.#textOf(place).includes(words)) found.push(place);
    });
    if (!sort) return found;
    const compare = this.#comparison(sort.column);
    const sign = sort.descending ? -1 : 1;
    return found.sort((one, other) => sign * compare(this.#rows[one], this.#rows[other]));
  }

  #textOf(place: number): string {
    this.#texts ??= this.#rows.map(textOf);
    return this.#texts[place] ?? '';
  }

  #comparison(column: Column): (one: Row | undefined, other: Row | undefined) => number {
    switch (column) {
      case 'outcome':
        return (one, other) =>
          (this.#ranks.get(one?.outcome ?? '') ?? 0) - (this.#ranks.get(other?.outcome ?? '') ?? 0);
      case 'milliseconds':
        return (one, other) => (one?.milliseconds ?? -1) - (other?.milliseconds ?? -1);
      case 'trunkname':
      case 'pbx':
      case 'message':
        return (one, other) => this.#collator.compare(one?.[column] ?? '', other?.[column] ?? '');
    }
  }
}

function textOf(row: Row | undefined): string {
  const { pbx = '', trunkname = '', message = '', errno = '', place = '' } = row ?? {};
  return [trunkname, pbx, message, errno, place].join('\n').toLowerCase();
}

function ranksOf(groups: readonly Group[]): Map<string, number> {
  return new Map(groups.map(({ outcome }, rank) => [outcome, rank]));
}
