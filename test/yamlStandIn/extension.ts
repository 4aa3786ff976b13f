/** What Red Hat's YAML extension does with the schemas that other extensions contribute, as far as it meets ours. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { isMap, isPair, isScalar, isSeq, LineCounter, parseAllDocuments, visit, type Document } from 'yaml';
import { type Path, type Schema, Validator } from './schemaProblems.ts';

interface Contribution {
  fileMatch: string | string[];
  url: string;
}

/** How it names itself in a problem, and where else the tests look. */
const source = 'yaml-schema';

export function activate(context: vscode.ExtensionContext): void {
  const problems = vscode.languages.createDiagnosticCollection('yaml');
  let validating = true;
  const validate = (document: vscode.TextDocument) => {
    const validator = validatorFor(document);
    if (validator) problems.set(document.uri, validating ? problemsOf(document, validator) : []);
  };
  vscode.workspace.textDocuments.forEach(validate);
  context.subscriptions.push(
    problems,
    vscode.workspace.onDidOpenTextDocument(validate),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      validate(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      problems.delete(uri);
    }),
    // Its setting yaml.validate.
    vscode.commands.registerCommand('yamlStandIn.setValidating', (value: boolean) => {
      validating = value;
      vscode.workspace.textDocuments.forEach(validate);
    }),
    vscode.languages.registerCompletionItemProvider('yaml', { provideCompletionItems: complete }, ' ', ':'),
    vscode.languages.registerHoverProvider('yaml', { provideHover: explain }),
  );
}

const validators = new Map<string, Validator>();

/** The schema that an extension contributes for files of this name. */
function validatorFor({ languageId, uri }: vscode.TextDocument): Validator | undefined {
  if (languageId !== 'yaml') return undefined;
  const name = uri.path.split('/').at(-1) ?? '';
  for (const { packageJSON, extensionPath } of vscode.extensions.all) {
    const { contributes } = packageJSON as { contributes?: { yamlValidation?: Contribution[] } };
    for (const { fileMatch, url } of contributes?.yamlValidation ?? []) {
      if (![fileMatch].flat().some((pattern) => matches(pattern, name))) continue;
      const file = join(extensionPath, url);
      const known = validators.get(file);
      if (known) return known;
      const validator = new Validator(JSON.parse(readFileSync(file, 'utf8')) as Schema);
      validators.set(file, validator);
      return validator;
    }
  }
  return undefined;
}

function matches(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

function parsed(text: string): { documents: Document.Parsed[]; lines: LineCounter } {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { merge: true, uniqueKeys: false, lineCounter: lines });
  return { documents: 'empty' in documents ? [] : documents, lines };
}

function problemsOf(document: vscode.TextDocument, validator: Validator): vscode.Diagnostic[] {
  return parsed(document.getText()).documents.flatMap((one) => {
    if (one.errors.length > 0) {
      return one.errors.map(({ message, pos: [start, end] }) =>
        problemOf('YAML', message, new vscode.Range(document.positionAt(start), document.positionAt(end))),
      );
    }
    const value: unknown = one.toJS();
    if (value === null) return [];
    return validator.problemsOf(value).map(({ path, key, message }) => {
      const [start, end] = placeOf(one, path, key);
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      return problemOf(source, message, range);
    });
  });
}

function problemOf(from: string, message: string, range: vscode.Range): vscode.Diagnostic {
  const problem = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  problem.source = from;
  return problem;
}

/** Where a value stands, or one of its keys; what a merge brings, where it is brought to. */
function placeOf(document: Document.Parsed, path: Path, key?: string): [start: number, end: number] {
  const node: unknown = document.getIn(path, true);
  if (key !== undefined && isMap(node)) {
    const written = node.items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key;
    if (isScalar(written) && written.range) return [written.range[0], written.range[1]];
  }
  const range = isMap(node) || isSeq(node) || isScalar(node) ? node.range : undefined;
  if (range) return [range[0], range[1]];
  return path.length === 0 ? [0, 0] : placeOf(document, path.slice(0, -1));
}

/** The path of the map whose key, or whose line, is at an offset. */
function pathAt(document: Document.Parsed, offset: number): { path: Path; key?: string } {
  let found: { path: Path; key?: string } = { path: [] };
  visit(document, {
    Map: (_, map, ancestors) => {
      if (!map.range || offset < map.range[0] || offset > map.range[2]) return;
      const path = ancestors.flatMap((ancestor, at): (string | number)[] => {
        const child = ancestors[at + 1] ?? map;
        if (isSeq(ancestor)) return [ancestor.items.indexOf(child)];
        return isPair(ancestor) && isScalar(ancestor.key) ? [String(ancestor.key.value)] : [];
      });
      const pair = map.items.find(({ key }) => {
        const range = isScalar(key) ? key.range : undefined;
        return range && offset >= range[0] && offset <= range[1];
      });
      found = { path, ...(isScalar(pair?.key) && { key: String(pair.key.value) }) };
    },
  });
  return found;
}

/** The properties of the schema, as it offers them: a name with a colon behind it. */
function complete(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
  const validator = validatorFor(document);
  if (!validator) return [];
  const offset = document.offsetAt(position);
  const { documents } = parsed(document.getText());
  const one = documents.findLast(({ range }) => range[0] <= offset);
  if (!one) return [];
  const { path } = pathAt(one, offset);
  const map = one.getIn(path, true);
  const written = new Set(
    isMap(map) ? map.items.map(({ key }) => (isScalar(key) ? key.value : undefined)) : [],
  );
  const properties = new Map(
    validator.schemasAt(path).flatMap(({ properties = {} }) => Object.entries(properties)),
  );
  return [...properties]
    .filter(([name]) => !written.has(name))
    .map(([name, { description = '' }]) => {
      const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Property);
      item.insertText = `${name}: `;
      item.documentation = new vscode.MarkdownString(description);
      item.detail = source;
      return item;
    });
}

function explain(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  const validator = validatorFor(document);
  const offset = document.offsetAt(position);
  const one = parsed(document.getText()).documents.find(
    ({ range }) => range[0] <= offset && offset <= range[2],
  );
  const { path, key } = one ? pathAt(one, offset) : { path: [] };
  if (!validator || key === undefined) return undefined;
  const words = validator.schemasAt([...path, key]).flatMap(({ description }) => description ?? []);
  return words[0] === undefined
    ? undefined
    : new vscode.Hover(new vscode.MarkdownString(`${words[0]}\n\nSource: trunks.schema.json (${source})`));
}
