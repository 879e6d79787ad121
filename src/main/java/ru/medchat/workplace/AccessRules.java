package ru.medchat.workplace;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.HttpStatusReturningLogoutSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Who may reach what over HTTP. What they then see, Camunda's authorizations decide. */
@Configuration(proxyBeanMethods = false)
class AccessRules {

  static final String TASKLIST = "/camunda/app/tasklist/default/";

  private static final String CSP =
      "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self';"
          + " object-src 'none'";

  private static final RequestMatcher WEBAPPS = path("/camunda/**");
  private static final RequestMatcher WEBAPP_LOGOUT =
      PathPatternRequestMatcher.withDefaults()
          .matcher(HttpMethod.POST, "/camunda/api/admin/auth/user/*/logout");
  private static final RequestMatcher FOR_SCRIPTS =
      new OrRequestMatcher(
          path("/camunda/api/**"), path("/workplace/**"), path("/forms/**"), path("/actuator/**"));

  private static final RequestMatcher PASSED_MESSAGES = path(PassedMessagesPage.PATH + "/**");

  private static final RequestMatcher CALENDAR =
      new OrRequestMatcher(path("/calendar/**"), path("/workplace/calendar/**"));

  private static final RequestMatcher METRICS = path("/actuator/prometheus");

  private final IdentityService identity;
  private final EngineUsers users;
  private final Oversight oversight;
  private final ObjectMapper json;

  AccessRules(
      @Lazy IdentityService identity, EngineUsers users, Oversight oversight, ObjectMapper json) {
    this.identity = identity;
    this.users = users;
    this.oversight = oversight;
    this.json = json;
  }

  /** For messengers, which prove themselves with a secret of their own. */
  @Bean
  @Order(0)
  SecurityFilterChain messengers(HttpSecurity http) throws Exception {
    return http.securityMatcher(
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/telegram/webhook"))
        .authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .build();
  }

  /** For Modeler and scripts, which log in with each request. */
  @Bean
  @Order(1)
  SecurityFilterChain programs(HttpSecurity http) throws Exception {
    return http.securityMatcher(AccessRules::isForPrograms)
        .authorizeHttpRequests(
            rules ->
                rules
                    // A password that a browser remembers must not work for other people's pages.
                    .requestMatchers(
                        request -> "cross-site".equals(request.getHeader("Sec-Fetch-Site")))
                    .denyAll()
                    .requestMatchers(CALENDAR, METRICS)
                    .access(this::isAdministrator)
                    .anyRequest()
                    .authenticated())
        .httpBasic(basic -> basic.authenticationEntryPoint(this::askForPassword))
        .exceptionHandling(
            problems ->
                problems
                    .authenticationEntryPoint(this::askForPassword)
                    .accessDeniedHandler(refusal()))
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .addFilterAfter(new EngineIdentity(identity, users), AuthorizationFilter.class)
        .build();
  }

  /** Everything else: people with a browser, who log in on our page. */
  @Bean
  @Order(2)
  SecurityFilterChain people(HttpSecurity http) throws Exception {
    var askedFor = new HttpSessionRequestCache();
    askedFor.setRequestMatcher(
        new OrRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/camunda/app/**"),
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/asked"),
            PathPatternRequestMatcher.withDefaults()
                .matcher(HttpMethod.GET, LetterSettingsPage.PATH),
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/calendar/**"),
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/chats"),
            PathPatternRequestMatcher.withDefaults()
                .matcher(HttpMethod.GET, DirectoryPage.PATH + "/**"),
            PathPatternRequestMatcher.withDefaults()
                .matcher(HttpMethod.GET, PassedMessagesPage.PATH)));
    return http.authorizeHttpRequests(
            rules ->
                rules
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll()
                    .requestMatchers(
                        path("/"),
                        path("/login"),
                        path("/error"),
                        path("/favicon.ico"),
                        path("/pages/**"),
                        path("/actuator/health/**"),
                        path("/camunda/favicon.ico"),
                        path("/camunda/assets/**"),
                        path("/camunda/lib/**"))
                    .permitAll()
                    .requestMatchers(path("/actuator/**"))
                    .denyAll()
                    .requestMatchers(
                        CALENDAR,
                        path("/quarantine/**"),
                        path("/undelivered/**"),
                        path("/balance/**"),
                        path("/chats/**"))
                    .access(this::isAdministrator)
                    .requestMatchers(PASSED_MESSAGES)
                    .access(this::watchesOverChats)
                    .anyRequest()
                    .authenticated())
        .formLogin(login -> login.loginPage("/login").defaultSuccessUrl(TASKLIST))
        .logout(
            logout ->
                logout
                    .logoutRequestMatcher(
                        new OrRequestMatcher(
                            PathPatternRequestMatcher.withDefaults()
                                .matcher(HttpMethod.POST, "/logout"),
                            WEBAPP_LOGOUT))
                    .deleteCookies("JSESSIONID")
                    .defaultLogoutSuccessHandlerFor(
                        new HttpStatusReturningLogoutSuccessHandler(HttpStatus.NO_CONTENT),
                        WEBAPP_LOGOUT)
                    .logoutSuccessUrl("/login?logout"))
        .requestCache(cache -> cache.requestCache(askedFor))
        .csrf(
            csrf ->
                csrf
                    // Camunda guards its webapps itself, with a cookie named XSRF-TOKEN.
                    .ignoringRequestMatchers(WEBAPPS)
                    .csrfTokenRepository(csrfCookie())
                    .csrfTokenRequestHandler(new CsrfFromPageOrScript()))
        .exceptionHandling(
            problems ->
                problems
                    .defaultAuthenticationEntryPointFor(loginExpired(), FOR_SCRIPTS)
                    .defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new NegatedRequestMatcher(FOR_SCRIPTS))
                    .defaultAccessDeniedHandlerFor(refusal(), FOR_SCRIPTS)
                    .defaultAccessDeniedHandlerFor(
                        new AccessDeniedHandlerImpl(), new NegatedRequestMatcher(FOR_SCRIPTS)))
        .headers(AccessRules::headers)
        .addFilterAfter(new EngineIdentityOutsideWebapps(), AuthorizationFilter.class)
        .build();
  }

  @Bean
  FilterRegistrationBean<WebappLogin> webappLogin() {
    var registration = new FilterRegistrationBean<>(new WebappLogin(users));
    registration.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
    registration.setOrder(0);
    return registration;
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin)
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        // Camunda's webapps bring a content policy of their own, and scripts worth caching.
        .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
        .addHeaderWriter(outsideWebapps(new CacheControlHeadersWriter()))
        .addHeaderWriter(outsideWebapps(new ContentSecurityPolicyHeaderWriter(CSP)));
  }

  private static HeaderWriter outsideWebapps(HeaderWriter writer) {
    return new DelegatingRequestMatcherHeaderWriter(new NegatedRequestMatcher(WEBAPPS), writer);
  }

  private static CookieCsrfTokenRepository csrfCookie() {
    var repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
    repository.setCookieName("MEDCHAT-CSRF");
    repository.setHeaderName("X-MEDCHAT-CSRF");
    repository.setCookieCustomizer(cookie -> cookie.path("/").sameSite("Lax"));
    return repository;
  }

  private void askForPassword(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Medchat\", charset=\"UTF-8\"");
    write(response, HttpStatus.UNAUTHORIZED, "Нужны имя пользователя и пароль.");
  }

  private AuthenticationEntryPoint loginExpired() {
    return (request, response, refused) ->
        write(response, HttpStatus.UNAUTHORIZED, "Вы не вошли, или сеанс закончился. Войдите.");
  }

  private AccessDeniedHandler refusal() {
    return (request, response, refused) ->
        write(
            response,
            HttpStatus.FORBIDDEN,
            CALENDAR.matches(request) && !(refused instanceof CsrfException)
                ? "Календарь меняют только администраторы."
                : "Нет доступа. Обновите страницу и попробуйте снова.");
  }

  /**
   * The engine's own REST interface, metrics, and the calendar for those who bring their password
   * along.
   */
  private static boolean isForPrograms(HttpServletRequest request) {
    String login = request.getHeader(HttpHeaders.AUTHORIZATION);
    return path("/engine-rest/**").matches(request)
        || METRICS.matches(request)
        || (path("/workplace/calendar/**").matches(request)
            && login != null
            && login.regionMatches(true, 0, "Basic ", 0, "Basic ".length()));
  }

  private AuthorizationDecision isAdministrator(
      Supplier<Authentication> login, RequestAuthorizationContext request) {
    return new AuthorizationDecision(users.isAdministrator(login.get().getName()));
  }

  private AuthorizationDecision watchesOverChats(
      Supplier<Authentication> login, RequestAuthorizationContext request) {
    return new AuthorizationDecision(!oversight.municipalitiesOf(login.get().getName()).isEmpty());
  }

  private void write(HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    json.writeValue(response.getWriter(), ProblemDetail.forStatusAndDetail(status, detail));
  }

  private static RequestMatcher path(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }

  /** The webapps tell the engine themselves who is asking. */
  private final class EngineIdentityOutsideWebapps extends EngineIdentity {

    EngineIdentityOutsideWebapps() {
      super(identity, users);
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
      return !path("/workplace/**").matches(request);
    }
  }
}
