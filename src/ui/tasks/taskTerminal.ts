import * as vscode from 'vscode';
import { exitCodes, type ExitCode, type TellLine } from '../../fleet/tasks/taskLines.ts';
import type { Log } from '../base/log.ts';
import { plainLine } from '../base/shownText.ts';

/** The key that stops what runs in a terminal: Control and C. */
const interrupt = '\x03';

/**
 * The terminal of one run of a task. It takes no input but the key that stops it; closing it stops the run as well. What is
 * under way on a PBX is waited for then.
 */
export class TaskTerminal implements vscode.Pseudoterminal {
  readonly #write = new vscode.EventEmitter<string>();
  readonly #close = new vscode.EventEmitter<number>();
  readonly #stop = new AbortController();
  readonly #log: Log;
  readonly #run: (tell: TellLine, signal: AbortSignal) => Promise<ExitCode>;
  readonly onDidWrite = this.#write.event;
  readonly onDidClose = this.#close.event;

  constructor(log: Log, run: (tell: TellLine, signal: AbortSignal) => Promise<ExitCode>) {
    this.#log = log;
    this.#run = run;
  }

  open(): void {
    void this.#runToEnd();
  }

  close(): void {
    this.#stop.abort();
  }

  handleInput(data: string): void {
    if (!data.includes(interrupt) || this.#stop.signal.aborted) return;
    this.#tell(vscode.l10n.t('Cancelled. What is under way is waited for.'));
    this.#stop.abort();
  }

  async #runToEnd(): Promise<void> {
    let code: ExitCode = exitCodes.trouble;
    try {
      code = await this.#run(this.#tell, this.#stop.signal);
    } catch (error) {
      this.#log.error(error);
      this.#tell(
        vscode.l10n.t('The task stopped because of a fault in PBX Trunks. The output has the details.'),
      );
    }
    this.#close.fire(code);
  }

  readonly #tell: TellLine = (line, names) => {
    this.#write.fire(`${plainLine(line, names)}\r\n`);
  };
}
