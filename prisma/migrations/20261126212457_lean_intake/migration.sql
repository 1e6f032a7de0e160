-- DropIndex
DROP INDEX "idempotency_key_expires_at_idx";

-- DropIndex
DROP INDEX "reporter_seen_service_id_prefix_key_counted_at_idx";

-- DropIndex
DROP INDEX "reporter_seen_service_id_unit_key_window_ends_at_idx";

-- DropIndex
DROP INDEX "reporter_seen_window_ends_at_idx";

-- AlterTable
ALTER TABLE "reporter_seen" DROP CONSTRAINT "reporter_seen_pkey",
ADD CONSTRAINT "reporter_seen_pkey" PRIMARY KEY ("service_id", "unit_key", "reporter_key");

-- CreateIndex
CREATE INDEX "idempotency_key_expires_at_idx" ON "idempotency_key" USING BRIN ("expires_at");

-- CreateIndex
CREATE INDEX "reporter_seen_prefix_key_counted_at_idx" ON "reporter_seen"("prefix_key", "counted_at");

-- A batch of reports (store/reports.ts): keys, people, rows and buckets stand or fall together, and a retry of the same
-- batch after a lost answer adds nothing. The ORDER BY of each upsert keeps two writers from deadlock.
-- It is a function so that each connection plans it once. Such a plan outlives the moment it was made in, when the tables
-- may be empty: so each look at reporter_seen has one index that fits, and is not allowed to read all of it.
CREATE FUNCTION insert_reports(
  service_ids uuid[],
  created_ats timestamptz[],
  ids uuid[],
  problem_ids smallint[],
  classes smallint[],
  reporter_keys bytea[],
  yesterday_keys bytea[],
  unit_keys bytea[],
  prefix_keys bytea[],
  countries text[],
  key_hashes bytea[],
  body_hashes bytea[],
  counts_15m int[],
  lane_id smallint,
  networks text[],
  yesterday_units bytea[],
  people_per_unit int,
  dedupe_minutes int,
  late_class smallint
) RETURNS TABLE (id uuid, repeat_of timestamptz)
LANGUAGE plpgsql
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH b AS (
    SELECT * FROM unnest(service_ids, created_ats, ids, problem_ids, classes, reporter_keys, yesterday_keys, unit_keys,
      prefix_keys, countries, key_hashes, body_hashes, counts_15m, networks, yesterday_units) WITH ORDINALITY
      AS t(service_id, created_at, id, problem_id, class, reporter_key, yesterday_key, unit_key, prefix_key, country,
        key_hash, body_hash, reports_15m, network, yesterday_unit, n)
  ), keyed AS (
    INSERT INTO idempotency_key (service_id, key_hash, body_hash, report_id, created_at, reports_15m, expires_at)
    SELECT service_id, key_hash, body_hash, id, created_at, reports_15m, created_at + interval '24 hours'
    FROM b ORDER BY service_id, key_hash
    ON CONFLICT DO NOTHING RETURNING report_id
  ), fresh AS (
    -- Asked unit by unit: as a join the planner reads everybody who was ever seen, once a batch.
    SELECT b.*, unit.counted AS of_unit, coalesce(unit.known_at, CASE WHEN b.yesterday_key IS NOT NULL THEN
        (SELECT past.counted_at FROM reporter_seen past WHERE past.service_id = b.service_id
           AND past.unit_key = b.yesterday_unit AND past.reporter_key = b.yesterday_key
           AND past.window_ends_at > b.created_at) END) AS known_at,
      row_number() OVER (PARTITION BY b.service_id, b.reporter_key ORDER BY b.n) AS nth,
      first_value(b.created_at) OVER (PARTITION BY b.service_id, b.reporter_key ORDER BY b.n) AS first_at
    FROM b JOIN keyed ON keyed.report_id = b.id CROSS JOIN LATERAL (
      -- What our page brought (class 0) has the unit's share to itself; what is believed in part takes what is left.
      SELECT count(*) FILTER (WHERE s.counted AND (b.class > 0 OR s.class = 0)) AS counted,
        max(s.counted_at) FILTER (WHERE s.reporter_key = b.reporter_key) AS known_at
      FROM reporter_seen s
      WHERE s.service_id = b.service_id AND s.unit_key = b.unit_key AND s.window_ends_at > b.created_at
    ) unit
  ), person AS (
    SELECT fresh.*, row_number() OVER (PARTITION BY service_id, unit_key ORDER BY class, n) + of_unit
      <= people_per_unit AS counts
    -- Who reports too late is remembered as nobody: a report of now by the same person counts.
    FROM fresh WHERE known_at IS NULL AND nth = 1 AND class <> late_class
  ), weighed AS (
    SELECT person.*, row_number() OVER (PARTITION BY service_id, prefix_key, class, counts ORDER BY n)
      -- No index can be asked IS NOT DISTINCT FROM: that of prefixes is the one that fits.
      + (SELECT count(*) FROM (SELECT 1 FROM reporter_seen s WHERE s.prefix_key = person.prefix_key
         AND s.counted_at > person.created_at - interval '15 minutes' AND s.class = person.class AND s.counted
         AND s.service_id IS NOT DISTINCT FROM person.service_id LIMIT 1000) p) AS of_prefix
    FROM person
  ), seen_now AS (
    -- Those beyond the unit's share are remembered too: their repeat is answered like anybody's.
    INSERT INTO reporter_seen
      (service_id, reporter_key, unit_key, prefix_key, class, counted, counted_at, window_ends_at)
    SELECT service_id, reporter_key, unit_key, prefix_key, class, counts, created_at,
      created_at + make_interval(mins => dedupe_minutes)
    FROM weighed ORDER BY service_id, unit_key, reporter_key
    ON CONFLICT (service_id, unit_key, reporter_key) DO UPDATE
      SET prefix_key = excluded.prefix_key, class = excluded.class, counted = excluded.counted,
          counted_at = excluded.counted_at, window_ends_at = excluded.window_ends_at
      WHERE reporter_seen.window_ends_at <= excluded.counted_at
    RETURNING service_id, reporter_key, counted
  ), rows AS (
    INSERT INTO report (service_id, created_at, id, problem_id, class, weight, counted, repeat_of, lane,
      reporter_key, prefix_key)
    SELECT f.service_id, f.created_at, f.id, f.problem_id, f.class,
      CASE WHEN s.counted THEN round(1000.0 / w.of_prefix) ELSE 0 END, coalesce(s.counted, false),
      CASE WHEN f.nth > 1 THEN coalesce(f.known_at, f.first_at) ELSE f.known_at END, lane_id,
      f.reporter_key, f.prefix_key
    FROM fresh f
    LEFT JOIN weighed w ON w.id = f.id
    LEFT JOIN seen_now s ON w.id IS NOT NULL AND s.service_id = f.service_id AND s.reporter_key = f.reporter_key
    ON CONFLICT DO NOTHING
    RETURNING service_id, created_at, id, problem_id, class, weight, counted, repeat_of
  ), minutes AS (
    INSERT INTO report_bucket_minute (service_id, minute, problem_id, class, lane, count, reporters, weight)
    SELECT service_id, date_trunc('minute', created_at), problem_id, class, lane_id,
      count(*), count(*) FILTER (WHERE counted), sum(weight)
    FROM rows GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (service_id, minute, problem_id, class, lane) DO UPDATE
      SET count = report_bucket_minute.count + excluded.count,
          reporters = report_bucket_minute.reporters + excluded.reporters,
          weight = report_bucket_minute.weight + excluded.weight
  ), places AS (
    INSERT INTO report_bucket_country_15m (service_id, slot, country, lane, reporters)
    SELECT r.service_id, date_bin('15 minutes', r.created_at, 'epoch'), b.country, lane_id, count(*)
    FROM rows r JOIN b USING (id) WHERE r.counted AND b.country IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (service_id, slot, country, lane) DO UPDATE
      SET reporters = report_bucket_country_15m.reporters + excluded.reporters
  ), scopes AS (
    -- The first of a prefix weighs 1000 and the second 500: the weight tells its place, here and on undoing.
    INSERT INTO report_bucket_scope_minute
      (service_id, minute, scope, class, lane, count, reporters, weight, firsts, seconds)
    SELECT r.service_id, date_trunc('minute', r.created_at), s.scope, r.class, lane_id, count(*),
      count(*) FILTER (WHERE r.counted), sum(r.weight), count(*) FILTER (WHERE r.weight = 1000),
      count(*) FILTER (WHERE r.weight = 500)
    FROM rows r JOIN b USING (id)
    CROSS JOIN LATERAL (VALUES ('country:' || b.country), ('network:' || b.network)) AS s(scope)
    WHERE s.scope IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (service_id, minute, scope, class, lane) DO UPDATE
      SET count = report_bucket_scope_minute.count + excluded.count,
          reporters = report_bucket_scope_minute.reporters + excluded.reporters,
          weight = report_bucket_scope_minute.weight + excluded.weight,
          firsts = report_bucket_scope_minute.firsts + excluded.firsts,
          seconds = report_bucket_scope_minute.seconds + excluded.seconds
  )
  SELECT rows.id, rows.repeat_of FROM rows;
END
$$;
