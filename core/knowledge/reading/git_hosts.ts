const patterns: [archive: RegExp, base: (found: string[]) => string][] = [
  [
    /^https:\/\/github\.com\/([^/]+)\/([^/]+)\/archive\/(?:refs\/(?:heads|tags)\/)?(.+?)\.(?:zip|tar\.gz)$/,
    ([owner, name, branch]) => `https://github.com/${owner}/${name}/blob/${branch}/`,
  ],
  [
    /^https:\/\/codeload\.github\.com\/([^/]+)\/([^/]+)\/(?:zip|tar\.gz)\/(?:refs\/(?:heads|tags)\/)?(.+)$/,
    ([owner, name, branch]) => `https://github.com/${owner}/${name}/blob/${branch}/`,
  ],
  [
    /^(https:\/\/[^/]+\/.+?)\/-\/archive\/([^/]+)\/[^/]+\.(?:zip|tar\.gz)$/,
    ([project, branch]) => `${project}/-/blob/${branch}/`,
  ],
  [
    /^https:\/\/bitbucket\.org\/([^/]+)\/([^/]+)\/get\/(.+?)\.(?:zip|tar\.gz)$/,
    ([owner, name, branch]) => `https://bitbucket.org/${owner}/${name}/src/${branch}/`,
  ],
  [
    /^(https:\/\/[^/]+\/[^/]+\/[^/]+)\/archive\/(.+?)\.(?:zip|tar\.gz)$/,
    ([project, branch]) => `${project}/src/branch/${branch}/`,
  ],
];

/** Where a reader finds the files of an archive that a Git host made; null for other addresses. */
export function linkBaseOf(url: string): string | null {
  for (const [archive, base] of patterns) {
    const match = archive.exec(url);
    if (match) return base(match.slice(1) as string[]);
  }
  return null;
}
