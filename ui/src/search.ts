/** So many accounts can be looked over without a search. */
const seenAtAGlance = 10;

export function needsSearch(accounts: readonly unknown[]): boolean {
  return accounts.length > seenAtAGlance;
}

/** Whether every word that is looked for is in one of the texts. */
export function matches(query: string, texts: readonly string[]): boolean {
  const text = texts.join('\n').toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
