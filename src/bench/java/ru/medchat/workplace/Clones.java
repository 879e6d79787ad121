package ru.medchat.workplace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes many appeals of one, row by row in the engine's tables and in ours. */
final class Clones {

  /** Where the rows of an appeal are; {@code :p} is its process instance, {@code :a} its number. */
  private static final Map<String, String> RUNNING =
      Map.of(
          "act_ru_execution", "proc_inst_id_ = :p",
          "act_ru_task", "proc_inst_id_ = :p",
          "act_ru_variable", "proc_inst_id_ = :p",
          "act_ru_event_subscr", "proc_inst_id_ = :p",
          "act_ru_job", "process_instance_id_ = :p",
          "act_ru_identitylink", "task_id_ in (select id_ from act_ru_task where proc_inst_id_ = :p)",
          "act_ru_authorization",
              "resource_id_ in (select id_ from act_ru_task where proc_inst_id_ = :p)");

  private static final Map<String, String> KEPT =
      Map.of(
          "act_hi_procinst", "proc_inst_id_ = :p",
          "act_hi_taskinst", "proc_inst_id_ = :p",
          "act_hi_actinst", "proc_inst_id_ = :p",
          "act_hi_varinst", "proc_inst_id_ = :p",
          "act_hi_identitylink", "root_proc_inst_id_ = :p",
          "message", "appeal_number = :a",
          "history", "appeal_number = :a",
          "decision", "appeal_number = :a",
          "breach", "appeal_number = :a",
          "rating", "appeal_number = :a");

  /** The largest of them; nothing refers to their rows, so that they can do without a log. */
  private static final List<String> HISTORY =
      List.of(
          "act_hi_procinst",
          "act_hi_taskinst",
          "act_hi_actinst",
          "act_hi_varinst",
          "act_hi_identitylink");

  private static final List<String> IDS =
      List.of(
          "id_",
          "proc_inst_id_",
          "root_proc_inst_id_",
          "process_instance_id_",
          "execution_id_",
          "parent_id_",
          "task_id_",
          "act_inst_id_",
          "parent_act_inst_id_",
          "var_scope_",
          "resource_id_",
          "task_id",
          "message_id",
          "outbox_key",
          "resident_id");

  private final JdbcClient jdbc;

  Clones(JdbcClient jdbc) {
    this.jdbc = jdbc;
    // No triggers, so no foreign keys either; and nothing is lost if this is.
    jdbc.sql("set session_replication_role = replica").update();
    jdbc.sql("set synchronous_commit = off").update();
    jdbc.sql("set maintenance_work_mem = '1GB'").update();
    jdbc.sql(
            """
            create temporary table place as
            select row_number() over (order by id) - 1 as n, id as organisation, municipality_id,
                   region_code
              from organisation where kind = 'RESPONDER' and municipality_id is not null
            """)
        .update();
    jdbc.sql("create temporary table kept_index (name text, definition text)").update();
  }

  /** An index is built faster than kept up. */
  void withoutIndexes(Runnable cloning) {
    jdbc.sql(
            """
            insert into kept_index
            select i.indexname, i.indexdef from pg_indexes i
             where i.schemaname = 'public' and i.tablename like 'act\\_%'
               and not exists (select 1 from pg_constraint c where c.conname = i.indexname)
               and i.indexdef not like 'CREATE UNIQUE%'
            """)
        .update();
    each("select 'drop index ' || name from kept_index");
    each("select 'alter table ' || t || ' set unlogged' from unnest(array['%s']) t"
            .formatted(String.join("','", HISTORY)));
    cloning.run();
    each("select definition from kept_index");
    jdbc.sql("truncate kept_index").update();
    jdbc.sql("vacuum analyze").update();
  }

  private void each(String statements) {
    jdbc.sql(statements).query(String.class).list().forEach(made -> jdbc.sql(made).update());
  }

  /**
   * @param number the appeal that is cloned
   * @param from the first clone's number; no two clones of any appeal have the same
   */
  void make(String number, int from, int clones) {
    if (clones == 0) {
      return;
    }
    String instance =
        jdbc.sql("select proc_inst_id_ from act_hi_procinst where business_key_ = ?")
            .param(number)
            .query(String.class)
            .single();
    var all = new ArrayList<>(KEPT.entrySet());
    all.addAll(RUNNING.entrySet());
    all.add(Map.entry("appeal", "number = :a"));
    for (var table : all) {
      jdbc.sql(statement(table.getKey(), table.getValue()))
          .param("p", instance)
          .param("a", number)
          .param("from", from)
          .param("to", from + clones - 1)
          .update();
    }
  }

  private String statement(String table, String where) {
    List<String> columns =
        jdbc.sql(
                """
                select column_name from information_schema.columns
                 where table_schema = 'public' and table_name = ? and is_identity = 'NO'
                   and is_generated = 'NEVER' order by ordinal_position
                """)
            .param(table)
            .query(String.class)
            .list();
    String values = columns.stream().map(Clones::value).collect(Collectors.joining(", "));
    return """
    with its as (select * from appeal where number = :a)
    insert into %s (%s)
    select %s from %1$s t cross join its
      cross join generate_series(cast(:from as int), cast(:to as int)) as n
      join place on place.n = mod(n.n, (select count(*) from place))
     where %s
    """
        .formatted(
            table,
            String.join(", ", columns),
            values,
            where.replaceAll("^([a-z_]+) ", "t.$1 "));
  }

  private static String value(String column) {
    return switch (column) {
      case "business_key_", "number", "appeal_number" -> "'61-' || lpad(n.n::text, 7, '0')";
      case "organisation_id" -> "place.organisation";
      case "municipality_id" -> "place.municipality_id";
      case "group_id_", "text_" ->
          """
          case t.%1$s when its.organisation_id then place.organisation
                      when its.municipality_id then place.municipality_id
                      else regexp_replace(t.%1$s, '^(ministry|chamber)-\\d+$',
                                          '\\1-' || place.region_code) end"""
              .formatted(column);
      // Over four days, so that some burn and half of them are overdue.
      case "due_date_", "duedate_" ->
          "t.%s + make_interval(mins => mod(n.n, 5761) - 2880)".formatted(column);
      default ->
          IDS.contains(column) ? "t.%s || '-' || n.n".formatted(column) : "t." + column;
    };
  }
}
