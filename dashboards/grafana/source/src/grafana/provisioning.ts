/*
 * What provisioning files may say, as far as Arena uses it. Source: Grafana's documentation, "Provision Grafana" (data sources, dashboards) and
 * "InfluxDB data source, Provision the data source".
 */

/** provisioning/datasources/*.yaml */
export interface DataSources {
  apiVersion: 1;
  prune?: boolean;
  deleteDatasources?: { name: string; orgId?: number }[];
  datasources: DataSource[];
}

export interface DataSource {
  name: string;
  uid?: string;
  type: 'influxdb';
  access?: 'proxy' | 'direct';
  orgId?: number;
  url: string;
  user?: string;
  database?: string;
  basicAuth?: boolean;
  basicAuthUser?: string;
  withCredentials?: boolean;
  isDefault?: boolean;
  editable?: boolean;
  version?: number;
  jsonData?: {
    version?: 'InfluxQL' | 'Flux' | 'SQL';
    dbName?: string;
    httpMode?: 'GET' | 'POST';
    timeInterval?: string;
    maxSeries?: number;
    tlsAuth?: boolean;
    tlsAuthWithCACert?: boolean;
    tlsSkipVerify?: boolean;
  };
  secureJsonData?: { password?: string; basicAuthPassword?: string; tlsCACert?: string };
}

/** provisioning/dashboards/*.yaml */
export interface DashboardProviders {
  apiVersion: 1;
  providers: {
    name: string;
    orgId?: number;
    folder?: string;
    folderUid?: string;
    type?: 'file';
    disableDeletion?: boolean;
    updateIntervalSeconds?: number;
    allowUiUpdates?: boolean;
    options: { path: string; foldersFromFilesStructure?: boolean };
  }[];
}
