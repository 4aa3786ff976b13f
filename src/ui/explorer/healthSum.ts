import * as vscode from 'vscode';
import { wordList } from '../../core/sentences.ts';

/** How several PBXes are together; blank while all is well. */
export function healthSum(failing: number, unreachable: number): string {
  return wordList([failingWords(failing), unreachableWords(unreachable)].filter((part) => part !== ''));
}

function failingWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? vscode.l10n.t('1 trunk failing') : vscode.l10n.t('{0} trunks failing', count);
}

function unreachableWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? vscode.l10n.t('1 PBX unreachable') : vscode.l10n.t('{0} PBXes unreachable', count);
}
