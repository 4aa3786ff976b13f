import * as vscode from 'vscode';
import { isTrunkFileName } from '../../core/trunkYaml/trunkFileName.ts';
import type { Review } from '../../core/trunkYaml/review.ts';
import type { Pbxes } from '../connections/pbxes.ts';
import type { Secrets } from '../connections/secrets.ts';
import { GitKnowledge } from './gitKnowledge.ts';
import type { Reviews } from './reviews.ts';
import type { ShownProblems } from './shownProblems.ts';
import { isTrunkFile } from './trunkFileDocument.ts';

/** How long the keyboard has to rest before a file is checked, in milliseconds. */
const pause = 250;

/** Keeps the problems of open trunk files up to date while they are edited. */
export class LiveDiagnostics implements vscode.Disposable {
  readonly #problems: ShownProblems;
  readonly #reviews: Reviews;
  readonly #git = new GitKnowledge();
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #listeners: vscode.Disposable[];

  constructor(problems: ShownProblems, reviews: Reviews, pbxes: Pbxes, secrets: Secrets) {
    this.#problems = problems;
    this.#reviews = reviews;
    const checkAll = () => {
      for (const document of vscode.workspace.textDocuments) this.#checkNow(document);
    };
    const checkAgain = () => {
      reviews.forgetAll();
      checkAll();
    };
    this.#listeners = [
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.#checkNow(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#checkSoon(document);
      }),
      vscode.workspace.onDidSaveTextDocument((document) => {
        this.#git.forget(document.uri);
        this.#checkNow(document);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#forget(uri);
      }),
      vscode.workspace.onDidDeleteFiles(({ files }) => {
        for (const uri of files) problems.withdraw(uri);
      }),
      pbxes.onDidChangeConnections(checkAgain),
      secrets.onDidChangeNames(checkAgain),
    ];
    checkAll();
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
  }

  #checkSoon(document: vscode.TextDocument): void {
    if (!isTrunkFile(document)) return;
    this.#reviews.getReady();
    const key = document.uri.toString();
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => {
        this.#waiting.delete(key);
        this.#checkNow(document);
      }, pause),
    );
  }

  #checkNow(document: vscode.TextDocument): void {
    if (!document.isClosed && isTrunkFile(document)) void this.#check(document);
  }

  async #check(document: vscode.TextDocument): Promise<void> {
    const { version, uri } = document;
    const review = await this.#reviews.of(document);
    if (!review) return;
    const problems = await this.#withGit(uri, review);
    if (document.isClosed || document.version !== version) return;
    this.#problems.publish(uri, problems);
  }

  /** Git keeps what it once had, so a password in a file that it tracks is worth stronger words. */
  async #withGit(uri: vscode.Uri, { problems }: Review): Promise<Review['problems']> {
    if (!problems.some(({ code }) => code === 'plain-password')) return problems;
    if (!(await this.#git.isTracked(uri))) return problems;
    const message = vscode.l10n.t(
      'This password stands as plain text in a file that git tracks: whoever gets the repository gets the password. Keep it as a secret, write {0} here, and change the password if it was ever pushed.',
      '${secret:NAME}',
    );
    return problems.map((problem) => (problem.code === 'plain-password' ? { ...problem, message } : problem));
  }

  #forget(uri: vscode.Uri): void {
    clearTimeout(this.#waiting.get(uri.toString()));
    this.#waiting.delete(uri.toString());
    this.#reviews.forget(uri);
    this.#git.forget(uri);
    if (isTrunkFileName(uri.path)) this.#problems.withdraw(uri);
  }
}
