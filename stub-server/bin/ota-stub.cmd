@echo off
rem Runs ota-stub.jar: %OTA_STUB_JAR%, or the one beside this script in ..\target (a build) or ..\lib (an installation).
setlocal
set "JAR=%OTA_STUB_JAR%"
if not defined JAR if exist "%~dp0..\target\ota-stub.jar" set "JAR=%~dp0..\target\ota-stub.jar"
if not defined JAR if exist "%~dp0..\lib\ota-stub.jar" set "JAR=%~dp0..\lib\ota-stub.jar"
if not defined JAR (
  echo ota-stub.jar is not built yet: run 'mvn -q -DskipTests package' in the project, or set OTA_STUB_JAR. 1>&2
  exit /b 2
)
if not exist "%JAR%" (
  echo OTA_STUB_JAR names '%JAR%', where there is no file. 1>&2
  exit /b 2
)
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" %JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
