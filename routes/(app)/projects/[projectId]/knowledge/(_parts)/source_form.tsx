import type { ComponentChildren } from "preact";
import { Banner } from "../../../../../../components/banner.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import {
  FILE_KINDS,
  type KnowledgePackage,
  PAGES_MAXIMUM,
  type ReadKind,
} from "../../../../../../core/knowledge/mod.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import type { SourceValues } from "./source_values.ts";

/** What a form of a source shows. */
export interface SourceFormProps {
  action: string;
  kind: ReadKind;
  values: SourceValues;
  errors: FormErrors;
  packages: KnowledgePackage[];
  /** What a stored source is read from; null for a new one, which may be either. */
  origin: "url" | "file" | null;
  /** Buttons at the foot. */
  children: ComponentChildren;
}

/** The form of a source that is read from elsewhere. */
export function SourceForm(props: SourceFormProps) {
  const { action, kind, values, errors, packages, origin, children } = props;
  const { fields } = errors;
  const mayUpload = kind !== "website" && origin !== "url";
  const hasAddress = kind !== "file" && origin !== "file";
  return (
    <form
      method="post"
      action={action}
      class="page-fields"
      enctype={mayUpload ? "multipart/form-data" : undefined}
    >
      <input type="hidden" name="action" value="save" />
      {errors.form && <Banner tone="danger">{errors.form}</Banner>}
      {hasAddress && <AddressField {...{ kind, values, errors }} required={!mayUpload} />}
      {mayUpload && (
        <Input
          label={origin === "file" ? "Replace the file" : hasAddress ? "Or upload it" : "File"}
          name="file"
          type="file"
          accept={accepts[kind]}
          required={kind === "file" && origin === null}
          optional={origin === "file"}
          help={uploadHelp(kind)}
          error={fields.file}
        />
      )}
      {kind === "website" && <WebsiteFields values={values} errors={errors} />}
      {kind === "docs_archive" && (
        <div class="two-columns">
          <Input
            label="Folder"
            name="folder"
            value={values.folder}
            optional
            placeholder="docs"
            autocomplete="off"
            help="Only files below it are read."
            error={fields.folder}
          />
          <Input
            label="Address of the files"
            name="link_base"
            type="url"
            value={values.link_base}
            optional
            placeholder="https://"
            autocomplete="off"
            help="Where readers find them. Known for GitHub, GitLab, Bitbucket and Forgejo."
            error={fields.link_base}
          />
        </div>
      )}
      <div class="two-columns">
        <Input
          label="Name"
          name="name"
          value={values.name}
          required={origin !== null}
          optional={origin === null}
          maxLength={200}
          autocomplete="off"
          help="Shown under answers that rest on it."
          error={fields.name}
        />
        {hasAddress && (
          <Select
            label="Read again"
            name="schedule"
            value={values.schedule}
            options={[
              { value: "manual", label: "Only when asked" },
              { value: "daily", label: "Every day" },
              { value: "weekly", label: "Every week" },
            ]}
            help="Only what changed is stored again."
            error={fields.schedule}
          />
        )}
      </div>
      <PackageChoice packages={packages} chosen={values.package_ids} error={fields.package_ids} />
      <div class="form-foot">{children}</div>
    </form>
  );
}

const accepts: Partial<Record<ReadKind, string>> = {
  file: ".pdf,.docx,.md,.markdown,.html,.htm,.csv,.tsv,.txt",
  openapi: ".json,.yaml,.yml",
  docs_archive: ".zip,.tar.gz,.tgz",
};

function uploadHelp(kind: ReadKind): string {
  if (kind === "file") return `${FILE_KINDS}, at most 20 MB.`;
  return kind === "openapi"
    ? "OpenAPI 3 as JSON or YAML, at most 20 MB."
    : "ZIP or tar.gz with Markdown, HTML or text files, at most 20 MB.";
}

const addressTexts: Partial<Record<ReadKind, { label: string; hint: string; help: string }>> = {
  website: {
    label: "Address",
    hint: "https://www.example.com/help/",
    help: "A page to begin with, or a sitemap. Only public addresses are read.",
  },
  openapi: {
    label: "Address of the description",
    hint: "https://api.example.com/openapi.json",
    help: "OpenAPI 3 as JSON or YAML. Each operation can be found by itself.",
  },
  docs_archive: {
    label: "Address of the archive",
    hint: "https://github.com/owner/name/archive/refs/heads/main.zip",
    help: "A ZIP or tar.gz, as Git hosts make it of a repository.",
  },
};

function AddressField({ kind, values, errors, required }: {
  kind: ReadKind;
  values: SourceValues;
  errors: FormErrors;
  required: boolean;
}) {
  const { label, hint, help } = addressTexts[kind]!;
  return (
    <Input
      label={label}
      name="url"
      type="url"
      value={values.url}
      required={required}
      placeholder={hint}
      autocomplete="off"
      help={help}
      error={errors.fields.url}
    />
  );
}

function WebsiteFields({ values, errors: { fields } }: {
  values: SourceValues;
  errors: FormErrors;
}) {
  return (
    <>
      <Select
        label="What to read"
        name="mode"
        value={values.mode}
        options={[
          { value: "site", label: "The site: this page and those it leads to" },
          { value: "sitemap", label: "The pages of a sitemap" },
          { value: "page", label: "This page only" },
        ]}
        error={fields.mode}
      />
      <div class="three-columns">
        <Input
          label="Pages at most"
          name="max_pages"
          type="number"
          min={1}
          max={PAGES_MAXIMUM}
          value={values.max_pages}
          error={fields.max_pages}
        />
        <Input
          label="Links deep"
          name="max_depth"
          type="number"
          min={0}
          max={20}
          value={values.max_depth}
          error={fields.max_depth}
        />
        <Input
          label="Only below this path"
          name="path_prefix"
          value={values.path_prefix}
          optional
          placeholder="/help/"
          autocomplete="off"
          error={fields.path_prefix}
        />
      </div>
    </>
  );
}

/** The packages a source is in; nothing while there is only the default one. */
export function PackageChoice({ packages, chosen, error }: {
  packages: KnowledgePackage[];
  chosen: string[];
  error?: string;
}) {
  if (packages.length < 2) {
    return (
      <>{chosen.map((id) => <input key={id} type="hidden" name="package_ids" value={id} />)}</>
    );
  }
  return (
    <fieldset class="choices">
      <legend>Packages</legend>
      <div class="choice-row">
        {packages.map(({ id, name }) => (
          <Checkbox
            key={id}
            id={`package-${id}`}
            name="package_ids"
            value={id}
            label={name}
            checked={chosen.includes(id)}
          />
        ))}
      </div>
      {error && <p class="field-error">{error}</p>}
    </fieldset>
  );
}
