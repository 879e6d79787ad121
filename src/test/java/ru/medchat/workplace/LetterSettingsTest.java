package ru.medchat.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LetterSettingsTest extends WorkplaceTest {

  private static final Pattern SELECTED =
      Pattern.compile("(?s)<select id=\"([A-Z_]+)\".*?value=\"([A-Z_]+)\"\\s+selected");

  @Test
  void an_operator_chooses_the_letters_of_their_own_organisation_only() {
    var azov = operator("azov");

    assertThat(azov.get("/letters").body())
        .contains("Центральная городская больница, Азов", "azov@medchat.invalid")
        .doesNotContain("<select id=\"organisation\"");
    assertThat(azov.get("/letters?organisation=org-taganrog").statusCode()).isEqualTo(403);
    assertThat(
            azov.submit("/letters", "/letters/org-taganrog", Map.of("REMINDER", "NEVER"))
                .statusCode())
        .isEqualTo(403);
    assertThat(azov.postForm("/letters/org-azov", Map.of("REMINDER", "NEVER")).statusCode())
        .as("without the page's token")
        .isEqualTo(403);
    assertThat(anybody().get("/letters").statusCode()).isEqualTo(302);
    assertThat(chosenFor("org-taganrog")).isEmpty();

    azov.submit("/letters", "/letters/org-azov", Map.of("REMINDER", "ALWAYS"));

    assertThat(azov.get("/letters?organisation=org-azov").body()).contains("Сохранено");
    assertThat(chosenFor("org-azov")).containsExactly("REMINDER ALWAYS azov");
  }

  @Test
  void an_administrator_chooses_for_any_and_is_told_what_cannot_be() {
    var admin = operator("admin");
    String page = "/letters?organisation=org-bataysk";
    assertThat(admin.get(page).body())
        .contains("<select id=\"organisation\"", "bataysk@medchat.invalid");

    admin.submit(page, "/letters/org-bataysk", Map.of("DIGEST", "NEVER", "BREACH", "ALWAYS"));

    assertThat(admin.get(page).body()).contains("Сводка не присылается");
    assertThat(chosenFor("org-bataysk")).isEmpty();
  }

  @Test
  void the_chamber_which_gets_no_digest_may_save_what_it_finds() {
    var chamber = operator("chamber");
    var found = new HashMap<String, String>();
    SELECTED
        .matcher(chamber.get("/letters").body())
        .results()
        .forEach(each -> found.put(each.group(1), each.group(2)));
    assertThat(found).containsEntry("DIGEST", "NEVER").hasSize(7);

    chamber.submit("/letters", "/letters/chamber-61", found);

    assertThat(chamber.get("/letters?organisation=chamber-61").body())
        .contains("Сохранено")
        .doesNotContain("Сводка не");
    assertThat(chosenFor("chamber-61")).hasSize(7);
    jdbc.sql("delete from letter_setting where organisation_id = 'chamber-61'").update();
  }

  private List<String> chosenFor(String organisation) {
    return jdbc.sql(
            """
            select kind || ' ' || delivery || ' ' || changed_by from letter_setting
             where organisation_id = ?
            """)
        .param(organisation)
        .query(String.class)
        .list();
  }
}
