/** What the person's number format puts into numbers. */
interface Separators {
  group: string;
  decimal: string;
}

let separators: Separators = { group: ',', decimal: '.' };

/** From now on amounts are typed as this locale writes them, such as `de-DE`. */
export function typeAmountsAs(locale: string): void {
  const parts = new Intl.NumberFormat(locale).formatToParts(-1_234_567.8);
  const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value;
  separators = { group: part('group') ?? ',', decimal: part('decimal') ?? '.' };
}

/** An exact decimal as it stands in a field: `0.5` is `0,5` where numbers have a comma. */
export function typedAmount(exact: string): string {
  return exact.replace('.', separators.decimal);
}

/** What was typed as an exact decimal. What is no number in the person's format stays as it is: the
 *  app takes it if it is a plain one, with a point, and refuses anything else. */
export function exactAmount(typed: string): string {
  const text = typed.trim();
  const group = oneOf(separators.group);
  const decimal = oneOf(separators.decimal);
  const plain = new RegExp(`^[+-]?\\d+(${decimal}\\d+)?$`);
  const grouped = new RegExp(`^[+-]?\\d{1,3}(${group}\\d{2,3})*${group}\\d{3}(${decimal}\\d+)?$`);
  if (!plain.test(text) && !grouped.test(text)) return text;
  return text.replace(new RegExp(group, 'g'), '').replace(new RegExp(decimal), '.');
}

/** Keyboards have other blanks and apostrophes than Unicode's tables. */
function oneOf(separator: string): string {
  if (/\s/.test(separator)) return '[\\s\\u00a0\\u202f]';
  if (/['’]/.test(separator)) return "['’]";
  return separator.replace(/[^\w]/g, '\\$&');
}
