import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A literal text of the code, and the function that gets it, by its name; blank where none does. */
export interface Literal {
  file: string;
  text: string;
  callee: string;
}

/** The texts of the code that are translated, and the literals that are not. */
export function sourceTexts(): { translated: Set<string>; literals: Literal[] } {
  const translated = new Set<string>();
  const literals: Literal[] = [];
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.endsWith('.ts'),
  );
  for (const name of files) {
    const file = join('src', name).replaceAll('\\', '/');
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node, callee: string): void => {
      if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/.test(node.expression.getText(source))) {
        const [text, ...values] = node.arguments;
        if (!text || !ts.isStringLiteralLike(text)) {
          throw new Error(`${file}: ${node.getText(source)} has no literal text, so nobody can translate it`);
        }
        translated.add(text.text);
        for (const value of values) visit(value, 'l10n.t');
        return;
      }
      if (isTypeOrImport(node)) return;
      const text = literalText(node);
      if (text !== undefined) literals.push({ file, text, callee });
      const inside =
        ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression.getText(source) : callee;
      ts.forEachChild(node, (child) => {
        visit(child, inside);
      });
    };
    visit(source, '');
  }
  return { translated, literals };
}

function isTypeOrImport(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isLiteralTypeNode(node) ||
    ts.isTemplateLiteralTypeNode(node)
  );
}

function literalText(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
    ? node.text
    : undefined;
}
