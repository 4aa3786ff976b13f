import * as vscode from 'vscode';
import type { CallRecord } from '../../pbx/api.ts';
import { plainLine } from './shownText.ts';

type Level = 'debug' | 'info' | 'warn' | 'error';

/** How long lines gather before they are written, in milliseconds. */
const gatherFor = 25;

/**
 * The output channel **PBX**. Every line goes past the known secrets. Lines are written in their order; those of a level that
 * come within a moment go out in one piece, so that the log does not slow down a run of thousands of trunks.
 */
export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('PBX', { log: true });
  #waiting: { level: Level; lines: string[] }[] = [];
  #timer: NodeJS.Timeout | undefined;

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

  /** Several lines of ours; what comes from outside cannot begin another. */
  lines(texts: readonly string[]): void {
    for (const text of texts) this.#add('info', text);
  }

  /** An error's stack tells where a defect is; its message goes past the known secrets like everything else. */
  error(error: unknown): void {
    for (const line of linesOf(error)) this.#add('error', line);
  }

  /** One line for each call to a PBX: the endpoint, the time it took and how it ended. */
  call({ pbx, endpoint, milliseconds, error }: CallRecord): void {
    const time = `${pbx}: ${endpoint} (${Math.round(milliseconds).toString()} ms)`;
    if (error) this.warn(`${time} — ${error.message}`);
    else this.debug(time);
  }

  show(): void {
    this.#write();
    this.#channel.show(true);
  }

  dispose(): void {
    this.#write();
    this.#channel.dispose();
  }

  #add(level: Level, text: string): void {
    this.#timer ??= setTimeout(this.#write, gatherFor);
    const last = this.#waiting.at(-1);
    if (last?.level === level) last.lines.push(text);
    else this.#waiting.push({ level, lines: [text] });
  }

  readonly #write = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const { level, lines } of this.#waiting.splice(0)) {
      this.#channel[level](lines.map((line) => plainLine(line)).join('\n'));
    }
  };
}

/** An error's message as one line, and the stack below it. */
function linesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  const { name, message, stack = '' } = error;
  const place = stack.indexOf(message);
  const frames =
    place === -1
      ? []
      : stack
          .slice(place + message.length)
          .split('\n')
          .slice(1);
  return [`${name}: ${message}`, ...frames];
}
