import { join } from 'node:path';
import * as vscode from 'vscode';
import { useTranslations } from '../core/translations.ts';
import { once } from '../core/once.ts';
import type { PlaceholderSource } from '../core/trunkYaml/resolveTrunk.ts';
import type { CommandId } from './base/commandIds.ts';
import { Pbxes } from './connections/pbxes.ts';
import { Secrets } from './connections/secrets.ts';
import {
  maxConcurrentPbxes,
  refreshInterval,
  requestTimeout,
  verifyTimeout,
} from './connections/settings.ts';
import { LoginGuard } from '../pbx/signIn/loginGuard.ts';
import { stateFolder } from '../pbx/locks/stateFolder.ts';
import type { Demo } from './demoPbx/demo.ts';
import type { TrunkDocuments } from './details/trunkDocuments.ts';
import { isDrift } from './drift/driftUri.ts';
import { Explorer } from './explorer/explorer.ts';
import { MutedTrunks } from './explorer/mutedTrunks.ts';
import type { ExplorerNode } from './explorer/nodes.ts';
import { ImportReports } from './importTrunks/importReports.ts';
import { AuditLog } from '../fleet/audit/auditLog.ts';
import { KeptResults } from '../fleet/keptResults.ts';
import type { Journal } from '../fleet/journal/journal.ts';
import type { UnlistedTrunkStore } from '../fleet/ports.ts';
import type { AnswerReader } from '../pbx/answers/readAnswer.ts';
import { auditPath, tellAuditTrouble } from './journal/auditSetting.ts';
import { runFolder, tellLastRun } from './journal/lastRunContext.ts';
import { Reports } from './journal/reports.ts';
import type { ResultsPanels } from './results/panels.ts';
import { knownSecrets, resultWithoutSecrets } from './base/knownSecrets.ts';
import { Log } from './base/log.ts';
import { keepLegible } from './base/shownText.ts';
import { showFailure } from './base/notify.ts';
import { PlanDiagnostics } from './plan/planDiagnostics.ts';
import { PlanDocuments } from './plan/planDocuments.ts';
import { SentValuesMemory } from './provision/sentValuesMemory.ts';
import { UnlistedTrunksMemory } from './provision/unlistedTrunks.ts';
import type { PbxTaskProvider } from './tasks/taskProvider.ts';
import { BoundSecrets } from './trunkFiles/boundSecrets.ts';
import { openTarget } from './trunkFiles/targetFile.ts';
import { EditorFiles } from './trunkFiles/editorFiles.ts';
import { ShownProblems } from './trunkFiles/shownProblems.ts';
import type { BackgroundReader } from './trunkFiles/backgroundReader.ts';
import { editorFileSystem } from './trunkFiles/editorFileSystem.ts';
import type { TrunkEditPanels } from './oneTrunk/edit/panels.ts';
import type { TrunkFormPanel } from './oneTrunk/add/panel.ts';

/** What the commands and views share, made with plain `new`; one for each window. */
export class App {
  readonly context: vscode.ExtensionContext;
  readonly version: string;
  readonly redactor = knownSecrets;
  readonly log: Log;
  readonly secrets: Secrets;
  /** Where the placeholders of trunk files get their values. */
  readonly values: PlaceholderSource = {
    secret: (name) => this.secrets.named(name),
    env: (name, field) => {
      const value = process.env[name];
      // What fills a host or a name is no secret, and would hide addresses.
      if (field === 'password') knownSecrets.add(value);
      return value;
    },
  };
  readonly logins: LoginGuard;
  readonly settings = { maxConcurrentPbxes, refreshInterval, requestTimeout, verifyTimeout };
  readonly audit = new AuditLog({
    path: auditPath,
    redactor: this.redactor,
    tellTrouble: (words) => {
      tellAuditTrouble(this.log, words);
    },
  });
  readonly pbxes: Pbxes;
  readonly explorer: Explorer;
  readonly unlistedTrunks: UnlistedTrunkStore;
  readonly sentValues: SentValuesMemory;
  readonly secretBindings: BoundSecrets;
  readonly problems = new ShownProblems();
  readonly files = new EditorFiles(this.problems);
  readonly fileSystem = editorFileSystem;
  readonly targetFiles = {
    open: openTarget,
  };
  readonly planDiagnostics = new PlanDiagnostics();
  readonly planDocuments = new PlanDocuments();
  readonly reports = new Reports(
    () => this.journal(),
    () => this.resultsPages(),
  );
  readonly keptResults: KeptResults;
  readonly importReports = new ImportReports();
  #startedDemo: Demo | undefined;
  readonly #trunkChanges: vscode.EventEmitter<vscode.FileChangeEvent[]>;

  constructor(
    context: vscode.ExtensionContext,
    view: vscode.TreeView<ExplorerNode>,
    treeChanges: vscode.EventEmitter<ExplorerNode | undefined>,
    trunkChanges: vscode.EventEmitter<vscode.FileChangeEvent[]>,
  ) {
    this.#trunkChanges = trunkChanges;
    useTranslations(vscode.l10n.bundle);
    this.context = context;
    this.version = (context.extension.packageJSON as { version: string }).version;
    this.log = new Log();
    this.secrets = new Secrets(context.secrets, this.redactor, this.log);
    const shared = stateFolder();
    this.logins = new LoginGuard(shared);
    this.pbxes = new Pbxes(
      this.secrets,
      this.redactor,
      this.log,
      this.logins,
      this.answers,
      join(shared, 'boxes'),
    );
    keepLegible(() => this.pbxes.asShown());
    this.explorer = new Explorer(
      this.pbxes,
      this.log,
      view,
      treeChanges,
      new MutedTrunks(context.globalState),
    );
    this.unlistedTrunks = new UnlistedTrunksMemory(context.globalState, (error) => {
      this.log.error(error);
    });
    this.keptResults = new KeptResults(vscode.Uri.joinPath(context.globalStorageUri, 'results').fsPath);
    this.sentValues = new SentValuesMemory(context.globalState);
    this.secretBindings = new BoundSecrets(context.globalState);
    context.subscriptions.push(
      this.planDiagnostics,
      this.planDocuments,
      this.reports,
      this.importReports,
      this.log,
      this.secrets,
      this.explorer,
      this.problems,
    );
  }

  /**
   * Runs a command. What it returns goes past the known secrets. What goes wrong is shown once, here, and logged; a caller gets
   * `undefined` then.
   */
  async run(id: CommandId, args: unknown[]): Promise<unknown> {
    try {
      const { commands } = await import('./commands.ts');
      return resultWithoutSecrets(await commands[id](this, ...args));
    } catch (error) {
      showFailure(this.log, id, error);
      return undefined;
    }
  }

  /** The Demo PBX's switch; its code is loaded with the first use. */
  readonly demo = once(async (): Promise<Demo> => {
    const { Demo: Loaded } = await import('./demoPbx/demo.ts');
    return (this.#startedDemo = new Loaded(this.pbxes));
  });

  /** Helps with trunk files from now on; what that takes is loaded with the first one that is opened. */
  readonly helpWithTrunkFiles = once(async (): Promise<void> => {
    const module = await import('./trunkFiles/trunkLanguage.ts');
    await module.helpWithTrunkFiles(this);
  });

  /** The one reader of trunk files, for whatever purpose. */
  readonly reader = once(async (): Promise<BackgroundReader> => {
    const { BackgroundReader: Loaded } = await import('./readers.ts');
    const script = vscode.Uri.joinPath(this.context.extensionUri, 'dist', 'trunkFileWorker.js').fsPath;
    const reader = new Loaded(script, { bundle: vscode.l10n.bundle }, (error) => {
      this.log.error(error);
    });
    this.context.subscriptions.push(reader);
    return reader;
  });

  /** The one reader of what PBXes answer. */
  readonly answers = once(async (): Promise<AnswerReader> => {
    const { BackgroundAnswerReader: Loaded } = await import('./readers.ts');
    const reader = new Loaded(
      vscode.Uri.joinPath(this.context.extensionUri, 'dist', 'answerWorker.js').fsPath,
    );
    this.context.subscriptions.push(reader);
    return reader;
  });

  /** What is kept of the last run. */
  readonly journal = once(async (): Promise<Journal> => {
    const { Journal: Loaded, showInStatusBar } = await import('./commands.ts');
    const folder = runFolder(this.context);
    return new Loaded(
      folder,
      this.secrets.keyring,
      (error) => {
        this.log.error(error);
      },
      {
        began: (live) => {
          this.reports.runBegan(live);
          showInStatusBar(this.reports, live);
        },
        ended: (run) => {
          void tellLastRun(folder);
          this.reports.runEnded(run);
        },
      },
    );
  });

  /** The pages that show what came of something. */
  readonly resultsPages = once(async (): Promise<ResultsPanels> => {
    const { ResultsPanels: Loaded, driftPage, reportPage } = await import('./pages.ts');
    return new Loaded(this.context.extensionUri, this.log, (about) => {
      if (this.reports.isReport(about)) return reportPage(this, about);
      return isDrift(about) ? driftPage(this, about) : undefined;
    });
  });

  /** The tasks of tasks.json. */
  readonly tasks = once(async (): Promise<PbxTaskProvider> => {
    const { PbxTaskProvider: Loaded } = await import('./tasks/taskProvider.ts');
    return new Loaded(this);
  });

  readonly trunkForm = once(async (): Promise<TrunkFormPanel> => {
    const { TrunkFormPanel: Panel, trunkFormServices } = await import('./pages.ts');
    return new Panel(this.context.extensionUri, trunkFormServices(this), this.log);
  });

  readonly trunkEdit = once(async (): Promise<TrunkEditPanels> => {
    const { TrunkEditPanels: Panels, trunkEditServices } = await import('./pages.ts');
    return new Panels(this.context.extensionUri, trunkEditServices(this), this.log);
  });

  readonly #trunkDocuments = once(async (): Promise<TrunkDocuments> => {
    const { TrunkDocuments: Loaded } = await import('./pages.ts');
    const documents = new Loaded(this, this.#trunkChanges);
    this.context.subscriptions.push(documents);
    return documents;
  });

  /** The text of a document that shows a trunk. */
  async trunkText(uri: vscode.Uri): Promise<string> {
    return await (await this.#trunkDocuments()).text(uri);
  }

  async restoreTrunkForm(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    (await this.trunkForm()).restore(panel, state);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.pbxes.dispose(), this.#startedDemo?.stop({ forget: false })]);
  }
}
