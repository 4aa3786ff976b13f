/**
 * `npm run reference`: writes into README.md the tables that repeat package.json and media/trunks.schema.json, each between
 * `<!-- name: … -->` and `<!-- /name -->`. With --check it only says whether they are there already.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

const file = 'README.md';
const json = async (name) => JSON.parse(await readFile(name, 'utf8'));
const [{ contributes }, words, schema, readme] = await Promise.all([
  json('package.json'),
  json('package.nls.json'),
  json('media/trunks.schema.json'),
  readFile(file, 'utf8'),
]);
const translated = (text = '') => text.replace(/^%(.+)%$/, (_, key) => words[key]);

/** Where a command is offered besides the palette: how the menu and its `when` look, and what people call the place. */
const places = [
  [/^view\/title /, 'PBX Explorer'],
  [/^view\/item.* viewItem.*\bpbx\b.*group/, 'PBX or group'],
  [/^view\/item.* viewItem.*\bpbx\b/, 'PBX'],
  [/^view\/item.* viewItem.*\btrunk\b/, 'trunk'],
  [/^view\/item.* viewItem == problem/, 'problem'],
  [/^(explorer|editor)\/context .*trunks\?/, 'trunk file'],
  [/^explorer\/context explorerResourceIsFolder/, 'folder'],
  [/^explorer\/context .*csv/, 'CSV file'],
  [/^editor\/title .*pbx-trunk/, 'settings of a trunk'],
  [/^file\/newFile /, '_File > New File…_'],
];

function commands() {
  const { commandPalette, ...menus } = contributes.menus;
  const hidden = commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
  const entries = Object.entries(menus).flatMap(([menu, items]) => items.map((item) => ({ menu, ...item })));
  const rows = contributes.commands
    .filter(({ command }) => !hidden.includes(command))
    .map(({ command: id, title }) => {
      const where = entries.filter(({ command }) => command === id).map(placeOf);
      const keys = contributes.keybindings.filter(({ command }) => command === id).map(keyWords);
      const name = translated(title);
      const all = [...new Set([...where, ...keys])];
      const shown = all.filter((place) => place !== 'PBX' || !all.includes('PBX or group'));
      return [`[${name}](#${sectionOf(name)})`, code(id), shown.join(', ')];
    });
  return table(['command', 'id', 'where else'], rows);
}

function placeOf({ menu, command, when = '' }) {
  const [, place] = places.find(([pattern]) => pattern.test(`${menu} ${when}`)) ?? [];
  if (!place) throw new Error(`test/reference.mjs has no word for a place of ${command}: ${menu}, ${when}`);
  return place;
}

function keyWords({ key, mac }) {
  const shown = (keys) => code(keys.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()));
  return `key ${shown(key)}${mac ? ` (macOS ${shown(mac)})` : ''}`;
}

/** The anchor of the section that says what a command is for: the first one that has its title in bold. */
function sectionOf(title) {
  const [, ...sections] = readme.split(/^## /m);
  const section = sections.find(
    (text) => text.includes(`**PBX: ${title}**`) || text.includes(`**${title}**`),
  );
  if (!section) throw new Error(`No section of ${file} has PBX: ${title} in bold and says what it is for.`);
  const [heading] = section.split('\n');
  return heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');
}

function settings() {
  return settingsTable('setting', contributes.configuration);
}

function connection() {
  return settingsTable('key', contributes.configuration.properties['pbx.connections'].additionalProperties);
}

function settingsTable(heading, { properties, required = [] }) {
  const rows = Object.entries(properties).map(([name, property]) => [
    code(name),
    required.includes(name) ? 'required' : defaultOf(property),
    meaningOf(property),
  ]);
  return table([heading, 'default', 'meaning'], rows);
}

function defaultOf({ default: value, enum: values, minimum, maximum }) {
  if (value === undefined) return '';
  const shown = (one) => (one === '' ? 'blank' : code(typeof one === 'string' ? one : JSON.stringify(one)));
  const others = values?.filter((one) => one !== value).map((one) => `, or ${shown(one)}`) ?? [];
  const range = maximum === undefined ? '' : ` (${minimum} to ${maximum})`;
  return [shown(value), ...others, range].join('');
}

function meaningOf(property) {
  const { enum: values = [], enumDescriptions = [], markdownEnumDescriptions = [] } = property;
  const each = values
    .map((value, at) => [value, wordsOf(enumDescriptions[at], markdownEnumDescriptions[at])])
    .filter(([, meaning]) => meaning !== '')
    .map(([value, meaning]) => `${code(value)}: ${meaning}`);
  return [wordsOf(property.description, property.markdownDescription), ...each].join(newLine);
}

/** A description; in one with markup VS Code makes a link of `#setting#`. */
function wordsOf(text, markdown) {
  return markdown ? translated(markdown).replace(/`?#([\w.]+)#`?/g, '`$1`') : plain(translated(text));
}

function fields() {
  const [document] = schema.anyOf;
  const types = Object.entries(schema.definitions).filter(([name]) => !name.startsWith('single-'));
  const names = [...new Set(types.flatMap(([, { properties }]) => Object.keys(properties)))];
  const rows = names.map((name) => {
    const inTypes = types.map(([, { properties, required }]) =>
      required.includes(name) ? 'required' : name in properties ? 'optional' : '',
    );
    return [code(name), ...inTypes, meaningInTypes(name, types)];
  });
  const keys = Object.entries(document.properties).map(
    ([name, { description }]) => `- ${code(name)}: ${plain(description)}`,
  );
  return `${keys.join('\n')}\n\n${table(['field', ...types.map(([name]) => name), 'meaning'], rows)}`;
}

/** What a field means, and of one that means something else in each type, what it means there. */
function meaningInTypes(name, types) {
  const meanings = types.flatMap(([type, { properties }]) =>
    name in properties ? [[type, plain(properties[name].description)]] : [],
  );
  const different = new Set(meanings.map(([, meaning]) => meaning));
  return different.size === 1
    ? [...different].join('')
    : meanings.map(([type, meaning]) => `${code(type)}: ${meaning}`).join(newLine);
}

function tasks() {
  const [{ properties }] = contributes.taskDefinitions;
  const rows = Object.entries(properties).map(([name, property]) => [code(name), meaningOf(property)]);
  return table(['key', 'meaning'], rows);
}

const newLine = '<br>';

const code = (text) => `\`${text}\``;

/** Text without markup: a word with a character that Markdown would read as markup is shown as code. */
const plain = (text) => text.replace(/[^\s(]*[*_`<>{}[\]\\][^\s]*?(?=[.,;:)]*(?:\s|$))/g, code);

function table(headings, rows) {
  const line = (cells) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|').replace(/\s+/g, ' ')).join(' | ')} |`;
  return [headings, headings.map(() => '---'), ...rows].map(line).join('\n');
}

const options = { ...(await resolveConfig(file)), filepath: file };
let written = readme;
for (const [name, write] of Object.entries({ commands, settings, connection, fields, tasks })) {
  const block = new RegExp(`(<!-- ${name}:.*-->)[^]*?(<!-- /${name} -->)`);
  if (!block.test(written))
    throw new Error(`${file} has no <!-- ${name}: … --> with a <!-- /${name} --> after it.`);
  const text = await format(write(), options);
  written = written.replace(block, (_, begin, end) => `${begin}\n\n${text}\n${end}`);
}

if (!process.argv.includes('--check')) await writeFile(file, written);
else if (written !== readme) {
  console.error(
    `${file} does not say what package.json and the schema of trunk files say. Run: npm run reference`,
  );
  process.exitCode = 1;
}
