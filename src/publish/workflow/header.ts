import { registriesOf, type CiSystem, type WorkflowOptions } from './workflow-options.ts';

/** How a platform names what the user has to configure. */
export interface SettingWords {
  /** Where the URL of the catalog is configured. */
  readonly variable: string;
  /** Where tokens and passwords are configured. */
  readonly secret: string;
  /** Lines about the token that proposes updates. */
  readonly updateToken: readonly string[];
}

/** Comments at the top of a workflow: what it needs. */
export function header(
  system: CiSystem,
  options: WorkflowOptions,
  { variable, secret, updateToken }: SettingWords,
): string[] {
  return [
    `# Written by rancher-catalog ${options.programVersion}: ci init ${system}`,
    '#',
    `# ${variable}:`,
    '#   CATALOG_REPOSITORY     https://git.example.com/catalog.git, without a token',
    `# ${secret}:`,
    '#   RANCHER_CATALOG_TOKEN  may push to the catalog',
    ...(registriesOf(options).length > 0
      ? [
          '#   REGISTRY_USER          may use the registry; not needed if the runner is',
          '#   REGISTRY_PASSWORD      logged in',
        ]
      : []),
    ...updateToken.map((line, index) =>
      index === 0 ? `#   UPDATE_TOKEN           ${line}` : `#                          ${line}`,
    ),
  ];
}
