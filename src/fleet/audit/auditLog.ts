import { constants } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { longestValue, outsideText } from '../../core/outsideText.ts';
import type { TrunkOutcome } from '../../core/outcome.ts';
import type { Redactor } from '../../core/redaction/redact.ts';
import { everyUnseenOrControl } from '../../core/unseenCharacters.ts';
import { reasonOf } from '../files/reasonOf.ts';
import { userName } from '../userName.ts';
import type { AuditAction, AuditTrail } from '../ports.ts';
import type { AuditPath } from './auditPath.ts';

/** How long a run waits at its end for a disk that does not answer, in milliseconds. */
const longestWait = 2000;

/** Each write goes to the end, also where other windows write; what is no file but a pipe is not waited for. */
const flags =
  constants.O_APPEND |
  constants.O_CREAT |
  constants.O_WRONLY |
  // Windows has none.
  ((constants as Partial<typeof constants>).O_NONBLOCK ?? 0);

interface AuditLogOptions {
  /** Where the lines go at this moment; undefined for nowhere. */
  path: () => AuditPath | undefined;
  redactor: Redactor;
  /** Told, each word once, what keeps the lines from being written, and what to do about it. */
  tellTrouble: (words: string) => void;
}

/**
 * Writes a line of JSON for each outcome that changed a PBX or tried to, to the end of a file that several windows may share.
 * Nothing of a run fails for it.
 */
export class AuditLog implements AuditTrail {
  readonly #options: AuditLogOptions;
  readonly #told = new Set<string>();
  #waiting: { path: string; line: string }[] = [];
  #writing: Promise<void> | undefined;
  /** The files in which a line may have been cut off. */
  readonly #cutOff = new Set<string>();

  constructor(options: AuditLogOptions) {
    this.#options = options;
  }

  add(action: AuditAction, outcome: TrunkOutcome): void {
    if (outcome.outcome === 'unchanged' || outcome.outcome === 'skipped') return;
    const { path, problem } = this.#options.path() ?? {};
    if (problem !== undefined) this.#tell(problem);
    if (path === undefined) return;
    this.#waiting.push({ path, line: this.#lineOf(action, outcome) });
    this.#writing ??= this.#write();
  }

  async settled(): Promise<void> {
    if (!this.#writing) return;
    const written = new AbortController();
    const { signal } = written;
    const limit = wait(longestWait, undefined, { signal }).catch(() => undefined);
    await Promise.race([this.#writing, limit]);
    written.abort();
  }

  /** The names stay: they say which trunk it is; so does a number of the API. */
  #lineOf(action: AuditAction, { pbx, trunkname, outcome, errno }: TrunkOutcome): string {
    const line = {
      time: new Date().toISOString(),
      action,
      pbx,
      trunkname,
      outcome,
      ...(errno !== undefined && { errno: this.#cleanErrno(errno, [pbx, trunkname]) }),
      user: userName(),
    };
    // What a terminal or an eye would take for something else is written as JSON can write it.
    return `${JSON.stringify(line).replace(everyUnseenOrControl, escaped)}\n`;
  }

  #cleanErrno(errno: string, names: readonly string[]): string {
    return /^\d+$/.test(errno) ? errno : this.#options.redactor.redact(errno, names);
  }

  async #write(): Promise<void> {
    for (let [first] = this.#waiting; first; [first] = this.#waiting) {
      const { path } = first;
      const other = this.#waiting.findIndex((one) => one.path !== path);
      const lines = this.#waiting.splice(0, other === -1 ? this.#waiting.length : other);
      try {
        await this.#append(
          path,
          lines.map(({ line }) => line),
        );
      } catch (error) {
        this.#tell(
          l10n.t(
            'The audit lines could not be written to {0}: {1}. What was done on the PBXes is done all the same. Make the file writable, or change pbx.auditLog in the settings.',
            outsideText(path, longestValue),
            outsideText(reasonOf(error)),
          ),
        );
      }
    }
    this.#writing = undefined;
  }

  async #append(path: string, lines: readonly string[]): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, flags, 0o600);
    try {
      // One write for each line, so that none of another window gets into it.
      for (const line of lines) {
        const bytes = Buffer.from(this.#cutOff.has(path) ? `\n${line}` : line);
        const { bytesWritten } = await file.write(bytes);
        if (bytesWritten === bytes.length) this.#cutOff.delete(path);
        else if (bytesWritten > 0) this.#cutOff.add(path);
        if (bytesWritten < bytes.length) throw new Error(l10n.t('there is no space left'));
      }
    } finally {
      await file.close();
    }
  }

  #tell(words: string): void {
    if (this.#told.has(words)) return;
    this.#told.add(words);
    try {
      this.#options.tellTrouble(words);
    } catch {
      // Whoever is told may be gone by now; the run is not.
    }
  }
}

function escaped(characters: string): string {
  return Array.from(
    { length: characters.length },
    (_, index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
