import { join } from 'node:path';
import { catalogError, CatalogError } from '../../diagnostics/diagnostic.ts';
import type { LintTarget } from '../../files/lint-target.ts';
import { faultOfPart } from '../../files/own-part.ts';
import { readText } from '../../files/read-text.ts';
import { settingsName, type SettingsFile } from '../../lint/read-settings-file.ts';
import { equalHosts, type Environment } from '../../plan/environment.ts';
import { readHostsFile } from '../../plan/read-hosts-file.ts';

/** The hosts that the settings of a catalog have, or name a file of. Throws if the file cannot be read. */
export async function hostsOfSettings(
  { hosts }: SettingsFile,
  { root, shown }: LintTarget,
): Promise<Environment | undefined> {
  if (hosts === undefined) return undefined;
  if (typeof hosts === 'number') return equalHosts(hosts);
  const settings = join(shown, settingsName);
  if (faultOfPart(root, hosts)) {
    throw catalogError(
      'path-unsafe',
      `hosts is ${hosts}, which is not a file of this catalog`,
      'name a file below the root of the catalog, and not a symbolic link',
      { file: settings },
    );
  }
  const file = join(shown, hosts);
  const { value: text, diagnostics } = readText(join(root, hosts), `hosts of ${settings} names it`);
  if (text === undefined) {
    throw new CatalogError(diagnostics.map((each) => ({ ...each, at: { ...each.at, file } })));
  }
  const read = await readHostsFile(text, file);
  if (!read.value) throw new CatalogError(read.diagnostics);
  return read.value;
}
