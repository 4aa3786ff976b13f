import * as vscode from 'vscode';
import { TrunkLenses } from './codeLens.ts';
import { TrunkCompletion } from './completion.ts';
import { TrunkHover } from './hover.ts';
import { LiveDiagnostics } from './liveDiagnostics.ts';
import { MovePasswords, movePasswordsCommand } from './movePasswords.ts';
import { NameNavigation } from './nameNavigation.ts';
import { NameRename } from './nameRename.ts';
import { NameUses } from './nameUses.ts';
import { TrunkQuickFixes } from './quickFixes.ts';
import { Reviews } from './reviews.ts';
import type { TrunkFilesServices } from './services.ts';
import { TrunkSymbols } from './symbols.ts';

/** What helps to write a trunk file. Each provider looks at the name of the file itself: patterns cannot ignore case. */
const selector: vscode.DocumentSelector = { language: 'yaml' };

/** Switches on everything that helps to write trunk files. Loaded with the first one that is opened. */
export async function helpWithTrunkFiles(services: TrunkFilesServices): Promise<void> {
  const { context, problems, pbxes, secrets, files, log, reader } = services;
  const background = await reader();
  const reviews = new Reviews(background, pbxes, secrets);
  const live = new LiveDiagnostics(problems, reviews, pbxes, secrets);
  const uses = new NameUses(background, files);
  const navigation = new NameNavigation(uses, services);
  const move = new MovePasswords(reviews, secrets, log);
  context.subscriptions.push(
    live,
    vscode.commands.registerCommand(movePasswordsCommand, move.run),
    vscode.languages.registerCompletionItemProvider(
      selector,
      new TrunkCompletion(pbxes, secrets),
      ...TrunkCompletion.triggers,
    ),
    vscode.languages.registerHoverProvider(selector, new TrunkHover(pbxes, secrets)),
    vscode.languages.registerCodeLensProvider(selector, new TrunkLenses(reviews)),
    vscode.languages.registerDocumentSymbolProvider(selector, new TrunkSymbols(background), {
      label: 'PBX Trunks',
    }),
    vscode.languages.registerDefinitionProvider(selector, navigation),
    vscode.languages.registerReferenceProvider(selector, navigation),
    vscode.languages.registerRenameProvider(selector, new NameRename(uses, services)),
    vscode.languages.registerCodeActionsProvider(selector, new TrunkQuickFixes(problems), {
      providedCodeActionKinds: TrunkQuickFixes.kinds,
    }),
  );
}
