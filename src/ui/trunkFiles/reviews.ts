import * as vscode from 'vscode';
import type { PlainPassword } from '../../core/trunkYaml/plainPasswords.ts';
import type { Review } from '../../core/trunkYaml/review.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { Secrets } from '../connections/secrets.ts';
import type { Log } from '../base/log.ts';
import { BackgroundReader } from './backgroundReader.ts';
import type { TaskOf, TaskResults, TrunkFileTask } from './trunkFileTask.ts';

/**
 * Characters that are read at once, without the worker: some 100 trunks, read in about 10 ms. Nearly every trunk file is
 * smaller, and a thread would cost it 100 ms at first and some 20 MB.
 */
const maxHere = 15_000;

interface Known {
  version: number;
  review: Promise<Review | undefined>;
}

/** Reads the trunk files in the editor, each version once; large ones in a worker. */
export class Reviews implements vscode.Disposable {
  readonly #pbxes: Pbxes;
  readonly #secrets: Secrets;
  readonly #log: Log;
  readonly #reader: BackgroundReader;
  readonly #known = new Map<string, Known>();
  #secretNames: Promise<string[]> | undefined;

  constructor(extensionUri: vscode.Uri, pbxes: Pbxes, secrets: Secrets, log: Log) {
    this.#pbxes = pbxes;
    this.#secrets = secrets;
    this.#log = log;
    const script = vscode.Uri.joinPath(extensionUri, 'dist', 'trunkFileWorker.js').fsPath;
    this.#reader = new BackgroundReader(script, { bundle: vscode.l10n.bundle });
  }

  /** What is to be shown of a document; `undefined` when it has changed meanwhile, and a newer review is under way. */
  of(document: vscode.TextDocument): Promise<Review | undefined> {
    const key = document.uri.toString();
    const known = this.#known.get(key);
    if (known?.version === document.version) return known.review;
    const review = this.#review(document, known?.review);
    this.#known.set(key, { version: document.version, review });
    return review;
  }

  /** The passwords that stand in a document as plain text. */
  async plainPasswords(document: vscode.TextDocument): Promise<PlainPassword[]> {
    return await this.#do<'passwords'>({ kind: 'passwords', text: document.getText() });
  }

  forget(uri: vscode.Uri): void {
    this.#known.delete(uri.toString());
  }

  /** The names of PBXes or secrets have changed: what was said of them may be wrong now. */
  forgetAll(): void {
    this.#secretNames = undefined;
    this.#known.clear();
  }

  dispose(): void {
    this.#reader.dispose();
  }

  async #review(
    document: vscode.TextDocument,
    earlier: Promise<Review | undefined> | undefined,
  ): Promise<Review | undefined> {
    const { version } = document;
    if (document.getText().length > maxHere) this.#reader.start();
    // While somebody types, versions must not queue up: only the latest is read.
    await earlier;
    const secrets = await this.#namesFor(document);
    if (document.isClosed || document.version !== version) return undefined;
    const known = {
      pbxNames: this.#pbxes.list().map(({ name }) => name),
      secrets,
      env: Object.keys(process.env),
    };
    try {
      return await this.#do<'review'>({ kind: 'review', text: document.getText(), known });
    } catch (error) {
      this.#log.error(error);
      return unreadable();
    }
  }

  /** The names of the secrets. A busy window answers late, so a large file is read meanwhile. */
  #namesFor(document: vscode.TextDocument): Promise<string[]> {
    if (this.#secretNames) return this.#secretNames;
    const text = document.getText();
    // Whatever goes wrong will go wrong with the review, too.
    if (text.length > maxHere) this.#reader.run<'read'>({ kind: 'read', text }).catch(() => undefined);
    return (this.#secretNames = this.#secrets.names());
  }

  async #do<K extends TrunkFileTask['kind']>(task: TaskOf<K>): Promise<TaskResults[K]> {
    if (task.text.length > maxHere) return await this.#reader.run<K>(task);
    const { TrunkFileTasks } = await import('./trunkFileTask.ts');
    return new TrunkFileTasks().do(task) as TaskResults[K];
  }
}

function unreadable(): Review {
  const start = { line: 0, character: 0 };
  const message = vscode.l10n.t(
    'This file could not be checked: that took too much time or memory. Split it into several.',
  );
  return {
    problems: [{ severity: 'error', code: 'too-large', message, start, end: start }],
    documents: [],
  };
}
