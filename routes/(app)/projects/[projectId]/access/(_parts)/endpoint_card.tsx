import { Card } from "../../../../../../components/card.tsx";
import { Table } from "../../../../../../components/table.tsx";
import { errorRate, type KeyUsageReport } from "../../../../../../core/access/mod.ts";
import { numberText, percentText } from "../../analytics/(_parts)/numbers.ts";

/** What a key was used for most, with how much of it failed. */
export function EndpointCard({ report }: { report: KeyUsageReport }) {
  const { endpoints, hasMoreEndpoints } = report;
  const title = "Most used endpoints";
  return (
    <Card
      flush
      title={title}
      description={hasMoreEndpoints ? `The ${endpoints.length} with the most requests.` : undefined}
    >
      <Table
        label={title}
        rows={endpoints}
        keyOf={({ endpoint }) => endpoint}
        columns={[
          { title: "Endpoint", cell: ({ endpoint }) => <code class="endpoint">{endpoint}</code> },
          { title: "Requests", number: true, cell: ({ requests }) => numberText(requests) },
          { title: "Error rate", number: true, cell: (one) => percentText(errorRate(one)) },
          { title: "4xx", number: true, cell: ({ clientErrors }) => numberText(clientErrors) },
          { title: "429", number: true, cell: ({ rateLimited }) => numberText(rateLimited) },
          { title: "5xx", number: true, cell: ({ serverErrors }) => numberText(serverErrors) },
        ]}
      />
    </Card>
  );
}
