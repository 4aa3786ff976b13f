import * as vscode from 'vscode';
import { once } from './core/once.ts';
import { isTrunkFileName } from './core/trunkYaml/trunkFileName.ts';
import type { App } from './ui/app.ts';
import { commandIds } from './ui/base/commandIds.ts';
import { setContextKey } from './ui/base/contextKey.ts';
import { TrunkFileSystem } from './ui/details/trunkFileSystem.ts';
import type { ExplorerNode } from './ui/explorer/nodes.ts';
import { watchSetting } from './ui/explorer/watchSetting.ts';

let app: App | undefined;

/** Registers everything and awaits nothing; whatever is heavy is loaded when it is first asked for. */
export function activate(context: vscode.ExtensionContext): void {
  const treeChanges = new vscode.EventEmitter<ExplorerNode | undefined>();
  const trunkChanges = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const getApp = once(async (): Promise<App> => {
    const module = await import('./ui/app.ts');
    return (app = new module.App(context, view, treeChanges, trunkChanges));
  });

  const view: vscode.TreeView<ExplorerNode> = vscode.window.createTreeView<ExplorerNode>('pbx.explorer', {
    showCollapseAll: true,
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: treeChanges.event,
      getChildren: async (node) => (await getApp()).explorer.children(node),
      getTreeItem: async (node) => (await getApp()).explorer.treeItem(node),
      getParent: async (node) => (await getApp()).explorer.parent(node),
      resolveTreeItem: async (item, node) => (await getApp()).explorer.resolve(item, node),
    },
  });

  context.subscriptions.push(
    treeChanges,
    trunkChanges,
    view,
    ...commandIds.map((id) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => (await getApp()).run(id, args)),
    ),
    vscode.workspace.registerFileSystemProvider(
      'pbx-trunk',
      new TrunkFileSystem(trunkChanges.event, async (uri) => (await getApp()).trunkText(uri)),
      {
        isCaseSensitive: true,
        isReadonly: new vscode.MarkdownString(
          vscode.l10n.t('This is what the PBX has. For a SIP trunk, the pencil above changes it.'),
        ),
      },
    ),
    vscode.tasks.registerTaskProvider('pbx', {
      provideTasks: async () => (await (await getApp()).tasks()).provideTasks(),
      resolveTask: async (task) => (await (await getApp()).tasks()).resolveTask(task),
    }),
    vscode.window.registerWebviewPanelSerializer('pbx.trunkForm', {
      deserializeWebviewPanel: async (panel, state) => (await getApp()).restoreTrunkForm(panel, state),
    }),
    vscode.window.registerWebviewPanelSerializer('pbx.trunkEditForm', {
      deserializeWebviewPanel: async (panel, state) => {
        (await (await getApp()).trunkEdit()).restore(panel, state);
      },
    }),
    vscode.window.registerWebviewPanelSerializer('pbx.results', {
      deserializeWebviewPanel: async (panel, state) => {
        (await (await getApp()).resultsPages()).restore(panel, state);
      },
    }),
  );

  // The first trunk file that is opened brings what helps to write one.
  const loadFor = (document: vscode.TextDocument) => {
    if (!isTrunkFileName(document.uri.path)) return;
    void setContextKey('pbx.hasTrunkFile', true);
    void getApp().then((started) => started.helpWithTrunkFiles());
  };
  context.subscriptions.push(vscode.workspace.onDidOpenTextDocument(loadFor));
  vscode.workspace.textDocuments.forEach(loadFor);

  // Whoever wants the status always has it without a look at the sidebar.
  const watchAlways = () => {
    if (watchSetting() === 'always') void getApp();
  };
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('pbx.watch')) watchAlways();
    }),
  );

  // Not before the window has what it waits for: even the beginning of an import takes a while.
  setImmediate(() => {
    void import('./ui/menus.ts').then(({ keepMenusTrue }) => keepMenusTrue(context));
    watchAlways();
  });

  if (process.env['PBX_TRUNKS_START_DEMO'] === '1') void vscode.commands.executeCommand('pbx.startDemoPbx');
}

/** Ends the connections and the Demo PBX, if anything was ever started. */
export async function deactivate(): Promise<void> {
  await app?.dispose();
}
