package ru.medchat.workplace;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.filter.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import ru.medchat.appeal.Appeal;
import ru.medchat.workplace.EngineResources.Served;

/**
 * Who gets what from every endpoint of ours and every resource of the engine, in a table. A cell
 * says what comes back: {@code sees} when something of the appeal is in it, {@code ok} when nothing
 * is, {@code login} for the way to the login page, otherwise the status. What changes something is
 * asked in a way that is refused as unfit (400, 409, 410, 422) by whoever is let in.
 */
class AccessMatrixTest extends WorkplaceTest {

  private static final List<String> COLUMNS =
      List.of("nobody", "own", "foreign", "ministry", "chamber", "manager", "admin");

  private static final Map<String, String> USERS =
      Map.of(
          "own", "chertkovsky",
          "foreign", "tsimlyansky",
          "ministry", "ministry",
          "chamber", "chamber",
          "manager", "manager",
          "admin", "admin");

  private static final String WORDS = "Матрица доступа: не дозвониться";

  @Autowired ServletWebServerApplicationContext product;
  @Autowired FilterService filters;

  private final Map<String, Visitor> people = new HashMap<>();
  private Map<String, String> places = Map.of();
  private List<String> traces = List.of();

  @BeforeEach
  void an_appeal_that_its_organisation_the_ministry_and_the_chamber_have_a_task_for() {
    Appeal appeal = appeal("chertkovsky", WORDS);
    String own = taskOf(appeal).getId();
    fires("AnswerLimit", appeal);
    var control = task(appeal, "TakeUnderControl");
    fires("ControlLimit", appeal);
    String watched = task(appeal, "PublicControl").getId();
    long file = storedFile(appeal, new byte[] {1}, "image/png", "matrix.png");
    places =
        Map.of(
            "{taskId}", own,
            "{control}", control.getId(),
            "{watched}", watched,
            "{fileId}", Long.toString(file),
            "{instance}", control.getProcessInstanceId(),
            "{definition}", control.getProcessDefinitionId(),
            "{number}", appeal.number().value(),
            "{filter}",
                filters.createTaskFilterQuery().filterName("Все наши").singleResult().getId(),
            "{organisation}", "org-chertkovsky");
    traces =
        List.of(
            own,
            control.getId(),
            watched,
            control.getProcessInstanceId(),
            appeal.number().value(),
            WORDS,
            "matrix.png");
    for (var user : USERS.entrySet()) {
      people.put(user.getKey(), operator(user.getValue()));
    }
    people.put("nobody", anybody());
  }

  @AfterEach
  void what_the_administrator_made() {
    filters.createTaskFilterQuery().filterName("matrix").list().stream()
        .map(Filter::getId)
        .forEach(filters::deleteFilter);
    tasks.deleteTask("matrix", true);
  }

  @Test
  void every_endpoint_of_ours() throws IOException {
    var rows =
        """
        GET  /                                              | ok    ok    ok    ok    ok    ok    ok
        GET  /actuator                                      | 401   403   403   403   403   403   403
        GET  /actuator/health                               | ok    ok    ok    ok    ok    ok    ok
        GET  /actuator/health/**                            | ok    ok    ok    ok    ok    ok    ok
        GET  /error                                         | 500   500   500   500   500   500   500
        GET  /login                                         | ok    ok    ok    ok    ok    ok    ok
        GET  /password                                      | login ok    ok    ok    ok    ok    ok
        POST /password                                      | login 302   302   302   302   302   302
        POST /password/elsewhere                            | login 302   302   302   302   302   302
        GET  /accounts                                      | login 403   403   403   403   403   ok
        GET  /accounts/{user}                               | login 403   403   403   403   403   404
        POST /accounts                                      | login 403   403   403   403   403   302
        POST /accounts/{user}/password                      | login 403   403   403   403   403   302
        POST /accounts/{user}/groups                        | login 403   403   403   403   403   302
        POST /accounts/{user}/deactivation                  | login 403   403   403   403   403   302
        POST /accounts/{user}/activation                    | login 403   403   403   403   403   302
        POST /accounts/{user}/logout                        | login 403   403   403   403   403   302
        GET  /looks                                         | login 403   403   403   403   403   ok
        POST /workplace/presence                            | 401   ok    ok    ok    ok    ok    ok
        GET  /letters                                       | login ok    ok    ok    ok    403   ok
        POST /letters/{id}                                  | login 302   403   403   403   403   302
        GET  /burning                                       | login 403   403   ok    403   403   403
        GET  /deputies                                      | login ok    ok    ok    ok    ok    ok
        POST /deputies/{organisation}                       | login 302   403   403   403   302   302
        POST /deputies/{organisation}/{absence}/end         | login 302   403   403   403   302   302
        POST /deputies/{organisation}/linked                | login 302   403   403   403   302   302
        PUT  /workplace/tasks/{taskId}/files/{fileId}/released | 401 403 404 404 404 404 403
        GET  /directory                                     | login ok    ok    ok    ok    ok    ok
        GET  /directory/{kind}/{id}                         | login ok    ok    ok    ok    ok    ok
        POST /directory/organisations                       | login 403   403   403   403   403   422
        POST /directory/{kind}/{id}                         | login 403   403   403   403   403   422
        POST /directory/{kind}/{id}/file                    | login 403   403   403   403   403   302
        GET  /templates                                     | login ok    ok    ok    ok    ok    ok
        POST /templates                                     | login 302   403   403   403   302   302
        POST /templates/{id}/deletion                       | login 302   403   403   403   302   302
        GET  /passed                                        | login ok    ok    ok    403   403   403
        POST /passed/{id}/appeal                            | login 302   302   302   403   403   403
        POST /passed/closed/{number}/appeal                 | login 302   302   302   403   403   403
        GET  /calendar                                      | login 403   403   403   403   403   ok
        POST /calendar                                      | login 403   403   403   403   403   422
        GET  /calendar/preview                              | login 403   403   403   403   403   422
        GET  /chats                                         | login 403   403   403   403   403   ok
        POST /chats/codes/bind                              | login 403   403   403   403   403   400
        POST /chats/codes/link                              | login 403   403   403   403   403   302
        POST /chats/listening                               | login 403   403   403   403   403   400
        POST /chats/unbind                                  | login 403   403   403   403   403   400
        POST /chats/unlink                                  | login 403   403   403   403   403   302
        GET  /balance                                       | login 403   403   403   403   403   ok
        GET  /quarantine                                    | login 403   403   403   403   403   302
        GET  /undelivered                                   | login 403   403   403   403   403   ok
        POST /undelivered/{kind}/{id}/again                 | login 403   403   403   403   403   404
        POST /undelivered/{kind}/{id}/aside                 | login 403   403   403   403   403   400
        GET  /workplace/notices                             | 401   ok    ok    ok    ok    ok    ok
        GET  /workplace/list?task={taskId}&task={control}   | 401   sees  ok    sees  ok    ok    sees
        GET  /workplace/tasks/{taskId}                      | 401   sees  404   404   404   404   sees
        GET  /workplace/tasks/{control}                     | 401   404   404   sees  404   404   sees
        GET  /workplace/tasks/{watched}                     | 401   404   404   404   sees  404   sees
        GET  /workplace/tasks/{taskId}/files/{fileId}       | 401   ok    404   404   404   404   ok
        GET  /workplace/tasks/{control}/files/{fileId}      | 401   404   404   ok    404   404   ok
        GET  /workplace/tasks/{watched}/files/{fileId}      | 401   404   404   404   404   404   ok
        PUT  /workplace/tasks/{watched}/category            | 401   404   404   404   422   404   422
        PUT  /workplace/tasks/{watched}/draft               | 401   404   404   404   422   404   409
        PUT  /workplace/tasks/{taskId}/live                 | 401   ok    404   404   404   404   ok
        DELETE /workplace/tasks/{taskId}/live               | 401   ok    404   404   404   404   ok
        PUT  /workplace/tasks/{taskId}/category             | 401   422   404   404   404   404   422
        GET  /workplace/tasks/{taskId}/templates            | 401   sees  404   404   404   404   sees
        GET  /workplace/tasks/{taskId}/earlier/{number}     | 401   404   404   404   404   404   404
        GET  /workplace/tasks/{taskId}/earlier/{number}/files/{fileId} | 401 404 404 404 404 404 404
        PUT  /workplace/tasks/{taskId}/draft                | 401   422   404   404   404   404   409
        POST /workplace/tasks/{taskId}/held                 | 401   422   404   404   404   404   409
        POST /workplace/tasks/{taskId}/held/{heldId}/confirmation | 401   409   404   404   404   404   409
        POST /workplace/tasks/{taskId}/held/{heldId}/return | 401   409   404   404   404   404   409
        GET  /workplace/calendar/changes                    | 401   403   403   403   403   403   ok
        POST /workplace/calendar/changes                    | 401   403   403   403   403   403   422
        """;
    var matrix = new Matrix("ours", rows);

    assertThat(uncovered(matrix, new Matrix("programs", PROGRAMS)))
        .as("endpoints without a line in the matrix")
        .isEmpty();
    matrix.holds(this::askAsPerson);
  }

  /**
   * In both interfaces of the engine. A body is given where it takes one to be let in; what the
   * administrator, who comes last, may do with it leaves the appeal to the rows behind.
   */
  private static final String ENGINE =
      """
      GET    {engine}/version                                               | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/deployment/none                                       | 401  403  403  403  403  404  404
      GET    {engine}/deployment/count                                      | 401  403  403  403  403  ok   ok
      GET    {engine}/process-definition/count                              | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/process-definition/{definition}                       | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/process-definition/{definition}/xml                   | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/process-definition/key/appeal                         | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/task/count                                            | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/task/{taskId}/form                                    | 401  ok   403  403  403  403  ok
      GET    {engine}/task/{taskId}/deployed-form                           | 401  400  403  403  403  403  400
      GET    {engine}/task/{taskId}/rendered-form                           | 401  404  403  403  403  403  404
      GET    {engine}/filter/count                                          | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/filter/{filter}                                       | 401  ok   ok   ok   ok   403  ok
      GET    {engine}/filter/{filter}/count                                 | 401  ok   ok   ok   ok   403  ok
      OPTIONS {engine}/filter                                               | 401  ok   ok   ok   ok   ok   ok
      OPTIONS {engine}/filter/{filter}                                      | 401  ok   ok   ok   ok   ok   ok
      POST   {engine}/filter/{filter}/list {}                               | 401  sees  ok   sees  sees  403  ok
      POST   {engine}/filter/{filter}/count {}                              | 401  ok   ok   ok   ok   403  ok
      POST   {engine}/task {}                                               | 401  sees  ok   sees  sees  ok   sees
      POST   {engine}/task/count {}                                         | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/history/user-operation/count                          | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/authorization/check?permissionName=READ&resourceName=TASK&resourceType=7 | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/identity/groups?userId={me}                           | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/identity/groups?userId=chertkovsky                    | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/identity/password-policy                              | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/user/count                                            | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/user/chertkovsky/profile                              | 401  ok   404  404  404  404  ok
      GET    {engine}/group/count                                           | 401  ok   ok   ok   ok   ok   ok
      POST   {engine}/group {}                                              | 401  ok   ok   ok   ok   ok   ok
      POST   {engine}/group/count {}                                        | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/tenant/count                                          | 401  ok   ok   ok   ok   ok   ok
      POST   {engine}/task/{taskId}/comment/create {"message":"x"}          | 401  403  403  403  403  403  sees
      POST   {engine}/task/{watched}/comment/create {"message":"x"}         | 401  403  403  403  403  403  sees
      PUT    {engine}/task/{taskId}/comment {"id":"none","message":"x"}     | 401  403  403  403  403  403  400
      DELETE {engine}/task/{taskId}/comment                                 | 401  403  403  403  403  403  ok
      DELETE {engine}/task/{watched}/comment                                | 401  403  403  403  403  403  ok
      GET    {engine}/task/{taskId}/attachment                              | 401  403  403  403  403  403  ok
      GET    {engine}/task/{watched}/attachment                             | 401  403  403  403  403  403  ok
      DELETE {engine}/task/{taskId}/attachment/none                         | 401  403  403  403  403  403  404
      GET    {engine}/deployment                                            | 401  403  403  403  403  ok   ok
      GET    {engine}/process-definition                                    | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/process-definition/key/appeal/xml                     | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/process-definition/statistics                         | 401  403  403  403  403  ok   ok
      GET    {engine}/process-definition/{definition}/statistics            | 401  403  403  403  403  ok   ok
      GET    {engine}/process-definition/key/appeal/statistics              | 401  403  403  403  403  ok   ok
      GET    {engine}/decision-definition                                   | 401  403  403  403  403  ok   ok
      GET    {engine}/process-instance                                      | 401  403  403  403  403  403  sees
      GET    {engine}/process-instance/{instance}                           | 401  403  403  403  403  403  sees
      GET    {engine}/process-instance/{instance}/variables                 | 401  403  403  403  403  403  ok
      GET    {engine}/process-instance/{instance}/activity-instances        | 401  403  403  403  403  403  sees
      GET    {engine}/execution?processInstanceId={instance}                | 401  403  403  403  403  403  sees
      GET    {engine}/task                                                  | 401  sees  ok   sees  sees  ok   sees
      GET    {engine}/task/{taskId}                                         | 401  sees  404  404  404  404  sees
      GET    {engine}/task/{control}                                        | 401  404  404  sees  404  404  sees
      GET    {engine}/task/{watched}                                        | 401  404  404  404  sees  404  sees
      GET    {engine}/task/{taskId}/variables                               | 401  ok   403  403  403  403  ok
      GET    {engine}/task/{watched}/variables                              | 401  403  403  403  ok   403  ok
      GET    {engine}/task/{taskId}/variables/level                         | 401  ok   403  403  403  403  ok
      GET    {engine}/task/{watched}/variables/level                        | 401  403  403  403  ok   403  ok
      GET    {engine}/task/{taskId}/variables/level/data                    | 401  400  403  403  403  403  400
      GET    {engine}/task/{taskId}/localVariables                          | 401  403  403  403  403  403  ok
      GET    {engine}/task/{taskId}/form-variables                          | 401  ok   403  403  403  403  ok
      GET    {engine}/task/{watched}/form-variables                         | 401  403  403  403  ok   403  ok
      GET    {engine}/task/{taskId}/identity-links                          | 401  ok   403  403  403  403  ok
      GET    {engine}/task/{watched}/identity-links                         | 401  403  403  403  ok   403  ok
      GET    {engine}/task/{taskId}/comment                                 | 401  404  404  404  404  404  ok
      GET    {engine}/task/{watched}/comment                                | 401  404  404  404  404  404  ok
      GET    {engine}/task/report/candidate-group-count                     | 401  403  403  403  403  403  ok
      GET    {engine}/variable-instance                                     | 401  403  403  403  403  403  sees
      GET    {engine}/history/process-instance                              | 401  403  403  403  403  403  sees
      GET    {engine}/history/task                                          | 401  403  403  403  403  403  sees
      GET    {engine}/history/activity-instance                             | 401  403  403  403  403  403  sees
      GET    {engine}/history/variable-instance                             | 401  403  403  403  403  403  sees
      GET    {engine}/history/detail                                        | 401  403  403  403  403  403  sees
      GET    {engine}/history/identity-link-log                             | 401  403  403  403  403  403  sees
      GET    {engine}/history/decision-instance                             | 401  403  403  403  403  403  sees
      GET    {engine}/history/job-log                                       | 401  403  403  403  403  403  sees
      GET    {engine}/history/incident                                      | 401  403  403  403  403  403  ok
      GET    {engine}/history/user-operation                                | 401  ok   ok   ok   ok   ok   sees
      GET    {engine}/history/process-definition/{definition}/statistics    | 401  403  403  403  403  403  ok
      GET    {engine}/job                                                   | 401  403  403  403  403  403  sees
      GET    {engine}/job-definition                                        | 401  403  403  403  403  403  ok
      GET    {engine}/incident                                              | 401  403  403  403  403  403  ok
      GET    {engine}/event-subscription                                    | 401  403  403  403  403  403  sees
      GET    {engine}/batch                                                 | 401  403  403  403  403  403  ok
      GET    {engine}/external-task                                         | 401  403  403  403  403  403  ok
      GET    {engine}/metrics                                               | 401  403  403  403  403  403  500
      GET    {engine}/filter                                                | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/filter/{filter}/list                                  | 401  sees  ok   sees  sees  403  ok
      GET    {engine}/user                                                  | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/user/{me}/profile                                     | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/group                                                 | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/tenant                                                | 401  ok   ok   ok   ok   ok   ok
      GET    {engine}/authorization                                         | 401  403  403  403  403  403  sees
      PUT    {engine}/process-instance/{instance}/variables/note {"value":"x"} | 401  403  403  403  403  403  ok
      PUT    {engine}/process-instance/{instance}/suspended {"suspended":false} | 401  403  403  403  403  403  ok
      POST   {engine}/process-instance/{instance}/modification {"instructions":[{"type":"cancel","activityId":"none"}]} | 401  403  403  403  403  403  ok
      PUT    {engine}/execution/{instance}/localVariables/note {"value":"x"} | 401  403  403  403  403  403  ok
      PUT    {engine}/task/{taskId}/variables/note {"value":"x"}            | 401  403  403  403  403  403  ok
      POST   {engine}/task/{taskId}/variables {"modifications":{"note":{"value":"x"}}} | 401  403  403  403  403  403  ok
      DELETE {engine}/task/{taskId}/variables/note                          | 401  403  403  403  403  403  ok
      PUT    {engine}/task/{taskId}/localVariables/note {"value":"x"}       | 401  403  403  403  403  403  ok
      POST   {engine}/task/{taskId}/localVariables {"modifications":{"note":{"value":"x"}}} | 401  403  403  403  403  403  ok
      PUT    {engine}/task/{watched}/variables/note {"value":"x"}           | 401  403  403  403  403  403  ok
      POST   {engine}/task/{taskId}/complete {"variables":{"outcome":{"value":"x"}}} | 401  400  403  403  403  403  400
      POST   {engine}/task/{taskId}/complete {"variables":{"ministry":{"value":"org-chertkovsky"}}} | 401  403  403  403  403  403  400
      POST   {engine}/task/{taskId}/submit-form {"variables":{"outcome":{"value":"x"}}} | 401  400  403  403  403  403  400
      POST   {engine}/task/{taskId}/submit-form {"variables":{"ministry":{"value":"org-chertkovsky"}}} | 401  403  403  403  403  403  400
      POST   {engine}/task/{watched}/complete {"variables":{"outcome":{"value":"x"}}} | 401  403  403  403  400  403  400
      POST   {engine}/task/{watched}/complete {"variables":{"ministry":{"value":"org-chertkovsky"}}} | 401  403  403  403  403  403  400
      POST   {engine}/task/{taskId}/resolve {"variables":{"level":{"value":"organisation"}}} | 401  403  403  403  403  403  ok
      POST   {engine}/task/{watched}/resolve {"variables":{"level":{"value":"organisation"}}} | 401  403  403  403  403  403  ok
      POST   {engine}/task/{taskId}/bpmnEscalation {"escalationCode":"x"}   | 401  403  403  403  403  403  500
      POST   {engine}/task/{watched}/bpmnEscalation {"escalationCode":"x"}  | 401  403  403  403  403  403  500
      POST   {engine}/task/{taskId}/claim {"userId":"{me}"}                 | 401  ok   403  403  403  403  500
      POST   {engine}/task/{taskId}/unclaim {}                              | 401  ok   403  403  403  403  ok
      POST   {engine}/task/{taskId}/claim {"userId":"nobody"}               | 401  403  403  403  403  403  ok
      POST   {engine}/task/{taskId}/assignee {"userId":"{me}"}              | 401  403  403  403  403  403  ok
      POST   {engine}/task/{taskId}/delegate {"userId":"{me}"}              | 401  403  403  403  403  403  ok
      POST   {engine}/task/{taskId}/resolve {}                              | 401  ok   403  403  403  403  ok
      POST   {engine}/task/{taskId}/identity-links {"userId":"{me}","type":"owner"} | 401  403  403  403  403  403  ok
      POST   {engine}/task/{taskId}/identity-links/delete {"userId":"admin","type":"owner"} | 401  403  403  403  403  403  ok
      PUT    {engine}/task/{taskId} {"name":"x"}                            | 401  403  403  403  403  403  ok
      POST   {engine}/task/create {"id":"matrix"}                           | 401  403  403  403  403  403  ok
      DELETE {engine}/task/{taskId}                                         | 401  403  403  403  403  403  500
      POST   {engine}/filter/create {"resourceType":"Task","name":"matrix","query":{}} | 401  403  403  403  403  403  ok
      PUT    {engine}/user/{me}/profile {"id":"{me}","firstName":"Администратор","lastName":"Медчат"} | 401  403  403  403  403  403  ok
      DELETE {engine}/user/nobody                                           | 401  403  403  403  403  403  ok
      PUT    {engine}/user/{me}/credentials {"password":"x","authenticatedUserPassword":"demo"} | 401  403  403  403  403  403  403
      POST   {engine}/identity/verify {"username":"azov","password":"demo"} | 401  403  403  403  403  403  403
      POST   {engine}/task/{taskId}/bpmnError {"errorCode":"x"}             | 401  403  403  403  403  403  500
      POST   {engine}/task/{watched}/bpmnError {"errorCode":"x"}            | 401  403  403  403  403  403  ok
      POST   {engine}/signal {"name":"x"}                                   | 401  403  403  403  403  403  ok
      POST   {engine}/message {"messageName":"ResidentWithdrew","businessKey":"{number}"} | 401  403  403  403  403  403  ok
      """;

  private static final String PROGRAMS =
      """
      GET  /engine-rest/engine                                 | 401 ok   ok   ok   ok   ok   ok
      POST /engine-rest/deployment/create                      | 401 403  403  403  403  ok   ok
      GET  /actuator/prometheus                                | 401 403  403  403  403  403  404
      GET  /workplace/calendar/changes                         | 401 403  403  403  403  403  ok
      """;

  /** The last one ends their sessions. */
  private static final String WEBAPPS =
      """
      GET  /camunda/api/engine/engine/                         | 401 ok   ok   ok   ok   ok   ok
      GET  /camunda/api/admin/auth/user/default                | 401 ok   ok   ok   ok   ok   ok
      GET  /camunda/api/tasklist/plugin/tasklistPlugins/static/app/plugin.js | 401 ok ok ok ok ok ok
      POST /camunda/api/admin/auth/user/default/logout         | ok  ok   ok   ok   ok   ok   ok
      """;

  @Test
  void every_resource_of_the_engine() throws IOException {
    new Matrix("engine", PROGRAMS + ENGINE.replace("{engine}", "/engine-rest"))
        .holds(this::askAsProgram);
  }

  @Test
  void what_changes_something_or_counts_appeals_through_the_webapps() throws IOException {
    enterWebapps();
    var rows =
        ENGINE
            .lines()
            .filter(row -> !row.startsWith("GET") || row.contains("/statistics"))
            .collect(Collectors.joining("\n", "", "\n"));
    new Matrix("webapps", rows.replace("{engine}", "/camunda/api/engine/engine/default") + WEBAPPS)
        .holds(this::askThroughWebapps);
  }

  /** So that a resource which a newer engine brings along is closed, or has to get its lines. */
  @Test
  void whatever_else_the_engine_or_a_webapp_serves_is_for_administrators_only() {
    enterWebapps();
    var served = EngineResources.of(product);
    var known = served.stream().map(Served::anywhere).collect(Collectors.toSet());
    var named = new HashSet<Served>();
    for (Row row : (Iterable<Row>) (PROGRAMS + WEBAPPS + ENGINE).lines().map(Row::of)::iterator) {
      String path = row.path.replaceAll("\\?.*|/$", "");
      if (!path.matches("/(actuator|workplace)/.*")) {
        named.add(
            EngineResources.at(
                    row.method,
                    path.replace("/engine-rest/deployment", "{engine}/deployment"),
                    known)
                .orElseThrow(() -> new AssertionError("Nothing is served at " + row)));
      }
    }

    var closed = served.stream().filter(each -> !named.contains(each.anywhere())).toList();
    var open =
        COLUMNS.parallelStream()
            .filter(column -> !Set.of("foreign", "admin").contains(column))
            .flatMap(column -> openTo(column, closed))
            .toList();

    assertThat(open).as("open to others, and without a line in the matrix").isEmpty();
    assertThat(closed.stream().map(Served::path))
        .contains("/engine-rest/schema/log", "/engine-rest/engine/{name}/schema/log")
        .contains("/camunda/api/engine/engine/{name}/task/{id}/variables/{varId}/data")
        .anyMatch(path -> path.startsWith("/camunda/api/cockpit/plugin/"));
  }

  private Stream<String> openTo(String column, List<Served> closed) {
    String refused = column.equals("nobody") ? "401" : "403";
    return closed.stream()
        // By the same rules as without the name of the engine: once is enough.
        .filter(each -> column.equals("own") || !each.path().startsWith("/engine-rest/engine/"))
        .map(each -> column + " " + each + " | " + ask(column, each))
        .filter(told -> !told.endsWith(" | " + refused));
  }

  private String ask(String column, Served what) {
    return told(
        what.path().startsWith("/engine-rest")
            ? askAsProgram(column, what.method(), what.address(), "")
            : askThroughWebapps(column, what.method(), what.address(), ""));
  }

  private void enterWebapps() {
    people.values().forEach(who -> who.get("/camunda/app/welcome/default/"));
  }

  private Set<String> uncovered(Matrix... matrices) {
    var covered =
        Stream.of(matrices)
            .flatMap(matrix -> matrix.rows.stream())
            .map(row -> row.method + " " + row.path.replaceAll("\\?.*", ""))
            .collect(Collectors.toSet());
    return product.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .flatMap(AccessMatrixTest::namesOf)
        .filter(name -> !covered.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> namesOf(RequestMappingInfo mapping) {
    return mapping.getPatternValues().stream()
        .map(pattern -> pattern.replaceAll("\\{(\\w+):[^/]*}(?=/|$)", "{$1}"))
        .flatMap(
            pattern ->
                mapping.getMethodsCondition().isEmpty()
                    ? Stream.of("GET " + pattern)
                    : mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> method + " " + pattern));
  }

  /** What the forms of our pages need at least, and nothing that they accept. */
  private static final Map<String, String> FORM =
      Map.ofEntries(
          entry("region", "61"),
          entry("id", "0"),
          entry("NAME", ""),
          entry("version", "-1"),
          entry("field", "NAME"),
          entry("organisation", "org-chertkovsky"),
          entry("category", ""),
          entry("title", ""),
          entry("text", ""),
          entry("channel", "telegram"),
          entry("user", "0"));

  private HttpResponse<String> askAsPerson(String column, String method, String path, String body) {
    var who = Objects.requireNonNull(people.get(column));
    return switch (method) {
      case "GET" -> who.get(path);
      case "DELETE" -> who.delete(path);
      case "PUT" -> who.put(path, Map.of("outcome", "nothing-like-this", "text", ""));
      default ->
          path.startsWith("/workplace/")
              ? who.post(path, Map.of("outcome", "nothing-like-this", "hours", ""))
              : who.submit("/login", path, FORM);
    };
  }

  private HttpResponse<String> askAsProgram(
      String column, String method, String path, String body) {
    var user = USERS.get(column);
    if (path.endsWith("/deployment/create") && user != null) {
      return anybody().deploysAs(user, Account.DEMO_PASSWORD, "matrix.txt", "nothing");
    }
    return user == null
        ? anybody().sends(method, path, body, Map.of())
        : anybody()
            .sends(
                method,
                path,
                body,
                Map.of("Authorization", Visitor.basic(user, Account.DEMO_PASSWORD)));
  }

  private HttpResponse<String> askThroughWebapps(
      String column, String method, String path, String body) {
    return Objects.requireNonNull(people.get(column)).toWebapp(method, path, body);
  }

  private String told(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status == 302 && Visitor.location(answer).endsWith("/login")) {
      return "login";
    }
    if (status >= 300) {
      return Integer.toString(status);
    }
    return traces.stream().anyMatch(answer.body()::contains) ? "sees" : "ok";
  }

  private interface Asking {
    HttpResponse<String> as(String column, String method, String path, String body);
  }

  private final class Matrix {

    private final String name;
    private final List<Row> rows;

    Matrix(String name, String rows) {
      this.name = name;
      this.rows = rows.lines().map(Row::of).toList();
    }

    void holds(Asking asking) throws IOException {
      var found = new ArrayList<Row>();
      for (var row : rows) {
        var told = new LinkedHashMap<String, String>();
        for (var column : COLUMNS) {
          String path = filled(row.path, column);
          String body = filled(row.body, column);
          told.put(column, told(asking.as(column, row.method, path, body)));
        }
        found.add(new Row(row.method, row.path, row.body, List.copyOf(told.values())));
      }
      var folder = Files.createDirectories(Path.of("target", "access"));
      Files.writeString(folder.resolve(name + ".md"), table(found));
      assertThat(found.stream().map(Row::toString))
          .containsExactlyElementsOf(rows.stream().map(Row::toString).toList());
    }

    private String filled(String path, String column) {
      String filled =
          path.replace("{me}", USERS.getOrDefault(column, "nobody"))
              .replace("/**", "/liveness")
              .replace("/letters/{id}", "/letters/{organisation}")
              .replace("/directory/{kind}/{id}", "/directory/ORGANISATION/{organisation}");
      for (var place : places.entrySet()) {
        filled = filled.replace(place.getKey(), place.getValue());
      }
      return filled.replaceAll("\\{\\w+}", "0");
    }

    private String table(List<Row> found) {
      return Stream.concat(
              Stream.of(
                  "| asked | " + String.join(" | ", COLUMNS) + " |",
                  "|---" + "|---".repeat(COLUMNS.size()) + "|"),
              found.stream()
                  .map(
                      row -> "| `%s` | %s |".formatted(row.asked(), String.join(" | ", row.cells))))
          .collect(Collectors.joining("\n", "", "\n"));
    }
  }

  private record Row(String method, String path, String body, List<String> cells) {

    static Row of(String line) {
      var asked = List.of(line.substring(0, line.indexOf('|')).strip().split("\\s+"));
      var cells = line.substring(line.indexOf('|') + 1).strip().split("\\s+");
      return new Row(
          asked.get(0), asked.get(1), asked.size() > 2 ? asked.get(2) : "", List.of(cells));
    }

    String asked() {
      return (method + " " + path + " " + body).strip();
    }

    @Override
    public String toString() {
      return "%s | %s".formatted(asked(), String.join(" ", cells));
    }
  }
}
