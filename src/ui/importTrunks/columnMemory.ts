import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import { columnFields, normalizeHeader, type ColumnUse } from '../../core/trunkImport/columns.ts';

const key = 'pbx.csvColumns';
const schema = z.record(z.string(), z.enum([...columnFields, 'ignore']));

/** Remembers what was answered about columns, by their headers and for all folders, so that nobody is asked twice. */
export class ColumnMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  /** Every answer, by normalized header. */
  all(): Record<string, ColumnUse> {
    return schema.safeParse(this.#state.get(key)).data ?? {};
  }

  async remember(answers: ReadonlyMap<string, ColumnUse>): Promise<void> {
    const added = [...answers].map(([header, use]) => [normalizeHeader(header), use] as const);
    await this.#state.update(key, { ...this.all(), ...Object.fromEntries(added) });
  }

  async forget(headers: readonly string[]): Promise<void> {
    const gone = new Set(headers.map(normalizeHeader));
    await this.#state.update(
      key,
      Object.fromEntries(Object.entries(this.all()).filter(([header]) => !gone.has(header))),
    );
  }
}
