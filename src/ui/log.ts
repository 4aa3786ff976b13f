import * as vscode from 'vscode';
import type { Redactor } from '../core/redact.ts';
import type { CallRecord } from '../pbx/api.ts';
import { later } from './later.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

/**
 * The output channel **PBX**. Every line goes through the redactor. Lines are written in their order, a moment later: a run
 * of thousands of trunks sends its next request first.
 */
export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('PBX', { log: true });
  readonly #redactor: Redactor;
  #waiting: [Level, string][] = [];

  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  debug(message: string): void {
    if (this.#channel.logLevel > vscode.LogLevel.Debug) return;
    this.#add('debug', message);
  }

  info(message: string): void {
    this.#add('info', message);
  }

  warn(message: string): void {
    this.#add('warn', message);
  }

  /** An error's stack tells where a defect is; its message has been through the redactor like everything else. */
  error(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#add('error', text);
  }

  /** One line for each call to a PBX: the endpoint, the time it took and how it ended. */
  call({ pbx, endpoint, milliseconds, error }: CallRecord): void {
    const time = `${pbx}: ${endpoint} (${Math.round(milliseconds).toString()} ms)`;
    if (error) this.warn(`${time} — ${error.message}`);
    else this.debug(time);
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#write();
    this.#channel.dispose();
  }

  #add(level: Level, text: string): void {
    if (this.#waiting.length === 0) later(this.#write);
    this.#waiting.push([level, text]);
  }

  readonly #write = (): void => {
    for (const [level, text] of this.#waiting.splice(0)) this.#channel[level](this.#redactor.redact(text));
  };
}
