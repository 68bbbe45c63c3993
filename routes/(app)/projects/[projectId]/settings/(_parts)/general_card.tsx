import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { CopyField } from "../../../../../../components/copy_field.tsx";
import { FactList } from "../../../../../../components/fact_list.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { planLimits } from "../../../../../../core/access/mod.ts";
import { zones } from "../../../../../../core/analytics/mod.ts";
import type { Project } from "../../../../../../core/projects/mod.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { idleMinutesMaximum } from "./idle_minutes.ts";

/** Name, closing time, and what only the operator changes. */
export function GeneralCard({ project, typed, errors, defaultIdleMinutes, canManage }: {
  project: Project;
  typed: { name: string; idleMinutes: string; timeZone: string };
  errors: FormErrors;
  /** What holds without a setting of the project's own. */
  defaultIdleMinutes: number;
  canManage: boolean;
}) {
  const limit = planLimits[project.plan];
  const plan = project.plan[0]!.toUpperCase() + project.plan.slice(1);
  const perMinute = limit === null
    ? "without a limit of requests"
    : `${limit.toLocaleString("en")} requests a minute for each key`;
  return (
    <form method="post">
      <Card
        title="General"
        foot={canManage && (
          <Button type="submit" variant="primary" name="do" value="general">Save</Button>
        )}
      >
        <div class="form">
          <Input
            label="Project name"
            name="name"
            required
            maxLength={100}
            autocomplete="off"
            readOnly={!canManage}
            value={typed.name}
            error={errors.fields.name}
          />
          <Input
            label="Close quiet conversations after minutes"
            name="idle_minutes"
            inputmode="numeric"
            autocomplete="off"
            optional={canManage}
            readOnly={!canManage}
            value={typed.idleMinutes}
            placeholder={String(defaultIdleMinutes)}
            help={`From 1 to ${
              idleMinutesMaximum.toLocaleString("en")
            }. Empty: the server's ${defaultIdleMinutes}. Chats a teammate has taken over stay open for a day.`}
            error={errors.fields.idle_minutes}
          />
          <Select
            label="Time zone"
            name="timezone"
            disabled={!canManage}
            value={typed.timeZone}
            options={zoneOptions(typed.timeZone)}
            help="Days and weeks of the analytics begin in it. After a change everything is counted anew, within some minutes."
            error={errors.fields.timezone}
          />
        </div>
        <CopyField label="Project id" text={project.id} />
        <FactList
          facts={[{
            name: "Plan",
            value: (
              <>
                {`${plan}, ${perMinute}. `}
                <span class="subtle">Whoever runs the server changes it.</span>
              </>
            ),
          }]}
        />
      </Card>
    </form>
  );
}

/** All zones, with the one that is chosen also where it has another name today. */
function zoneOptions(chosen: string) {
  const known = zones();
  const all = known.includes(chosen) || chosen === "" ? known : [chosen, ...known];
  return all.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}
